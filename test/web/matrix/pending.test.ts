import assert from 'node:assert/strict';
import * as fc from 'fast-check';

/** A stroke as the table's script has it. */
interface Sent {
  readonly learner: string;
  readonly criterion?: string;
  readonly from: string;
  readonly to: string;
  readonly version: string;
}

/** public/matrix/pending.js, which runs in browsers. */
interface Pending {
  readonly size: number;
  add(stroke: Sent): void;
  wish(key: string): string | undefined;
  batch(most: number): readonly Sent[];
  answered(): void;
  takeBack(): void;
}
interface PendingModule {
  readonly Pending: new (kept?: unknown) => Pending;
  readonly cellKey: (stroke: Pick<Sent, 'learner' | 'criterion'>) => string;
}

const CELLS = ['21', '22'].flatMap((learner) => [
  { learner, criterion: 'a' },
  { learner, criterion: 'b' },
  { learner },
]);

/** What happens to a table: a stroke, a batch that is answered, one whose answer or request is lost, a reload. */
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('strike' as const), cell: fc.nat(5), value: fc.nat(3) }),
  },
  fc.record({
    kind: fc.constantFrom('answered' as const, 'answerLost' as const, 'requestLost' as const),
    most: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('reload' as const, 'takenBack' as const, 'newVersion' as const) }),
);

describe('what waits to be saved', () => {
  let Pending: PendingModule['Pending'];
  let cellKey: PendingModule['cellKey'];

  before(async () => {
    const file = new URL('../../../public/matrix/pending.js', import.meta.url).href;
    ({ Pending, cellKey } = (await import(file)) as PendingModule);
  });

  const stroke = (learner: string, from: string, to: string, version = '1'): Sent => ({
    learner,
    criterion: 'a',
    from,
    to,
    version,
  });

  it('is sent in the order in which it was made, the latest wish of a cell last', () => {
    const pending = new Pending();
    pending.add(stroke('21', '', '1'));
    pending.add(stroke('22', '', '2'));
    pending.add(stroke('21', '1', '3'));
    assert.deepEqual(pending.batch(10), [stroke('22', '', '2'), stroke('21', '', '3')]);
  });

  it('goes again as it was sent until it is answered, whatever is set meanwhile', () => {
    const pending = new Pending();
    pending.add(stroke('21', '', '1'));
    const sent = pending.batch(10);
    pending.add(stroke('21', '1', '2'));
    assert.equal(pending.batch(10), sent);
    pending.answered();
    assert.deepEqual(pending.batch(10), [stroke('21', '1', '2')]);
  });

  it('is nothing where a cell came back to where it was', () => {
    const pending = new Pending();
    pending.add(stroke('21', '', '1'));
    pending.add(stroke('21', '1', ''));
    assert.deepEqual([pending.size, pending.batch(10)], [0, []]);
  });

  it('is never sent with strokes of another version of the grid', () => {
    const pending = new Pending();
    pending.add(stroke('21', '', '1'));
    pending.add(stroke('22', '', '1', '2'));
    pending.add(stroke('23', '', '1', '2'));
    assert.deepEqual(
      pending.batch(10).map(({ version }) => version),
      ['1'],
    );
    pending.answered();
    assert.equal(pending.batch(10).length, 2);
  });

  it('leaves the server with every wish, and meets nothing that it made itself, whatever gets lost on the way', () =>
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const stored = new Map<string, string>();
        const shown = new Map<string, string>();
        let pending = new Pending();
        let version = 1;

        /** As the server does: only over what the teacher saw. */
        const receive = (strokes: readonly Sent[]) => {
          for (const one of strokes) {
            const stands = stored.get(cellKey(one)) ?? '';
            assert.ok(stands === one.from || stands === one.to, `${one.from} → ${one.to} meets ${stands}`);
            stored.set(cellKey(one), one.to);
          }
        };
        for (const one of events) {
          if (one.kind === 'strike') {
            const cell = CELLS[one.cell]!;
            const from = shown.get(cellKey(cell)) ?? '';
            const to = ['', '1', '2', '3'][one.value]!;
            if (from !== to) pending.add({ ...cell, from, to, version: `${version}` });
            shown.set(cellKey(cell), to);
          } else if (one.kind === 'reload') {
            pending = new Pending(JSON.parse(JSON.stringify(pending)));
          } else if (one.kind === 'newVersion') {
            version += 1;
          } else if (one.kind === 'takenBack') {
            // Refused as a whole, so the server holds nothing of it.
            const flight = pending.batch(4);
            if (flight.every((sent) => (stored.get(cellKey(sent)) ?? '') === sent.from)) pending.takeBack();
          } else if ('most' in one) {
            const batch = pending.batch(one.most);
            if (one.kind !== 'requestLost') receive(batch);
            if (one.kind === 'answered') pending.answered();
          }
          for (const cell of CELLS) {
            const key = cellKey(cell);
            assert.equal(pending.wish(key) ?? stored.get(key) ?? '', shown.get(key) ?? '');
          }
        }
        while (pending.size > 0) {
          receive(pending.batch(3));
          pending.answered();
        }
        for (const [key, value] of shown) assert.equal(stored.get(key) ?? '', value);
      }),
      { numRuns: 1000 },
    ));
});
