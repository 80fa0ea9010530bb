import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  changeContent,
  changeDraft,
  contentChanges,
  EMPTY_CONTENT,
} from '../../src/evaluation/changeContent.js';
import type { Actor, Change, Evaluation, EvaluationContent } from '../../src/evaluation/evaluation.js';
import { NOT_JUDGED } from '../../src/evaluation/judgement.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';

const START = new Date('2040-01-15T09:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

const colleague: Actor = { sub: '8', name: 'Idriss Benali' };

/** Nothing judged, nothing written down. */
const blank: Evaluation = { ...draftEvaluation, content: EMPTY_CONTENT, history: [] };

const withComment = (comment: string): EvaluationContent => ({ ...EMPTY_CONTENT, comment });

/** One teacher's general comments, one after the other. */
const typed = (evaluation: Evaluation, strokes: readonly [seconds: number, comment: string, by?: Actor][]) =>
  strokes.reduce(
    (current, [seconds, comment, by = teacher]) =>
      changeContent(current, withComment(comment), by, after(seconds)),
    evaluation,
  );

const lines = ({ history }: Evaluation) =>
  history.map(({ at, changes }) => [
    (at.getTime() - START.getTime()) / 1000,
    ...changes.map(({ from, to }) => `${from} → ${to}`),
  ]);

describe('contentChanges', () => {
  const cases: {
    name: string;
    before?: Partial<EvaluationContent>;
    after: Partial<EvaluationContent>;
    expected: Change[];
  }[] = [
    { name: 'sees none between equals', before: { comment: 'x' }, after: { comment: 'x' }, expected: [] },
    {
      name: 'sees a presence',
      after: { presence: 'absent' },
      expected: [{ field: 'presence', from: 'present', to: 'absent' }],
    },
    {
      name: 'sees a general comment',
      after: { comment: 'Bien' },
      expected: [{ field: 'generalComment', from: '', to: 'Bien' }],
    },
    {
      name: 'sees a first level',
      after: { entries: { a: { levelId: '3' } } },
      expected: [{ field: 'level', criterionId: 'a', from: '', to: '3' }],
    },
    {
      name: 'sees a mark adjusted',
      after: { adjustment: { hundredths: 1450, reason: 'Oral' } },
      expected: [{ field: 'adjustment', from: '', to: '1450 Oral' }],
    },
    {
      name: 'sees another reason for an adjusted mark',
      before: { adjustment: { hundredths: 1450, reason: 'Oral' } },
      after: { adjustment: { hundredths: 1450, reason: 'Écrit' } },
      expected: [{ field: 'adjustment', from: '1450 Oral', to: '1450 Écrit' }],
    },
    {
      name: 'sees a level taken back',
      before: { entries: { a: { levelId: '3' } } },
      after: { entries: {} },
      expected: [{ field: 'level', criterionId: 'a', from: '3', to: '' }],
    },
    {
      name: 'sees « non évalué »',
      before: { entries: { a: { levelId: '3' } } },
      after: { entries: { a: { notJudged: true } } },
      expected: [{ field: 'level', criterionId: 'a', from: '3', to: NOT_JUDGED }],
    },
    {
      name: 'sees the comment of a criterion',
      before: { entries: { a: { comment: 'Oui' } } },
      after: { entries: { a: { comment: 'Non' } } },
      expected: [{ field: 'comment', criterionId: 'a', from: 'Oui', to: 'Non' }],
    },
    { name: 'takes an empty comment for none', after: { entries: { a: { comment: '' } } }, expected: [] },
    { name: 'takes an empty entry for none', after: { entries: { a: {} } }, expected: [] },
  ];

  for (const { name, before, after: later, expected } of cases) {
    it(name, () => {
      const changes = contentChanges({ ...EMPTY_CONTENT, ...before }, { ...EMPTY_CONTENT, ...later });
      assert.deepEqual(changes, expected);
    });
  }
});

describe('changeContent', () => {
  it('gives the same evaluation when nothing changes', () => {
    assert.equal(
      changeContent(draftEvaluation, draftEvaluation.content, teacher, after(60)),
      draftEvaluation,
    );
  });

  it('keeps the content, who changed it and when', () => {
    const changed = changeContent(blank, withComment('Bien'), colleague, after(10));
    assert.deepEqual(changed.content, withComment('Bien'));
    assert.deepEqual([changed.updatedBy, changed.updatedAt], [colleague, after(10)]);
    assert.deepEqual(changed.history, [
      {
        at: after(10),
        by: colleague,
        action: 'edited',
        changes: [{ field: 'generalComment', from: '', to: 'Bien' }],
      },
    ]);
  });

  it('leaves publication, delivery and revision alone', () => {
    const changed = changeContent({ ...blank, revision: 7 }, withComment('Bien'), teacher, after(10));
    assert.deepEqual({ ...changed, ...pick(blank) }, { ...blank, revision: 7 });
  });

  const histories: { name: string; strokes: [number, string, Actor?][]; expected: unknown[] }[] = [
    {
      name: 'merges strokes within five minutes of the first',
      strokes: [
        [0, 'B'],
        [20, 'Bi'],
        [299, 'Bien'],
      ],
      expected: [[0, ' → Bien']],
    },
    {
      name: 'begins a line after five minutes, however steady the typing',
      strokes: [
        [0, 'B'],
        [200, 'Bi'],
        [400, 'Bie'],
        [600, 'Bien'],
      ],
      expected: [
        [0, ' → Bi'],
        [400, 'Bi → Bien'],
      ],
    },
    {
      name: 'does not merge two teachers',
      strokes: [
        [0, 'B'],
        [10, 'Bien', colleague],
      ],
      expected: [
        [0, ' → B'],
        [10, 'B → Bien'],
      ],
    },
    {
      name: 'drops a field that came back to where it was',
      strokes: [
        [0, 'B'],
        [10, ''],
      ],
      expected: [],
    },
    {
      name: 'keeps its order when the clock goes back',
      strokes: [
        [100, 'B'],
        [40, 'Bien'],
      ],
      expected: [
        [100, ' → B'],
        [40, 'B → Bien'],
      ],
    },
  ];

  for (const { name, strokes, expected } of histories) {
    it(name, () => assert.deepEqual(lines(typed(blank, strokes)), expected));
  }

  it('does not merge across a publication', () => {
    const published = { at: after(5), by: teacher, action: 'published', changes: [] } as const;
    const first = typed(blank, [[0, 'B']]);
    const later = typed({ ...first, history: [...first.history, published] }, [[10, 'Bien']]);
    assert.deepEqual(
      later.history.map(({ action }) => action),
      ['edited', 'published', 'edited'],
    );
  });

  it('merges the changes of several fields', () => {
    const judged: EvaluationContent = { ...EMPTY_CONTENT, entries: { a: { levelId: '2' } } };
    const better: EvaluationContent = { ...judged, entries: { a: { levelId: '4', comment: 'Mieux' } } };
    const first = changeContent(blank, judged, teacher, after(0));
    assert.deepEqual(changeContent(first, better, teacher, after(30)).history, [
      {
        at: after(0),
        by: teacher,
        action: 'edited',
        changes: [
          { field: 'level', criterionId: 'a', from: '', to: '4' },
          { field: 'comment', criterionId: 'a', from: '', to: 'Mieux' },
        ],
      },
    ]);
  });

  it('drops the oldest edits beyond 300, and no publication', () => {
    const published = { at: START, by: teacher, action: 'published', changes: [] } as const;
    const strokes = Array.from({ length: 310 }, (_, n): [number, string] => [n * 600, `${n}`]);
    const { history } = typed({ ...blank, history: [published] }, strokes);
    assert.equal(history.length, 301);
    assert.equal(history[0], published);
    assert.equal(history[1]?.changes[0]?.to, '10');
    assert.equal(history.at(-1)?.changes[0]?.to, '309');
  });

  it('drops the oldest edits beyond a million characters, and never the last', () => {
    const strokes = Array.from({ length: 6 }, (_, n): [number, string] => [
      n * 600,
      `${n}`.repeat(n === 5 ? 2_000_000 : 150_000),
    ]);
    const { history } = typed(blank, strokes.slice(0, 5));
    assert.deepEqual(
      history.map(({ changes }) => changes[0]?.to?.[0]),
      ['2', '3', '4'],
    );
    assert.equal(typed(blank, strokes).history.length, 1);
  });

  it('tells a chain: each line begins with what the one before ended with', () => {
    const anyStrokes = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 700 }),
        comment: fc.constantFrom('', 'a', 'b', 'c'),
        by: fc.constantFrom(teacher, colleague),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(anyStrokes, (strokes) => {
        let seconds = 0;
        let evaluation = blank;
        for (const { wait, comment, by } of strokes) {
          seconds += wait;
          evaluation = changeContent(evaluation, withComment(comment), by, after(seconds));
        }
        const changes = evaluation.history.flatMap((entry) => entry.changes);
        let text = '';
        for (const { from, to } of changes) {
          assert.equal(from, text);
          assert.notEqual(to, from);
          text = to ?? '';
        }
        assert.equal(text, evaluation.content.comment);
      }),
    );
  });
});

const pick = ({ content, history, updatedAt, updatedBy }: Evaluation) => ({
  content,
  history,
  updatedAt,
  updatedBy,
});

describe('changeDraft', () => {
  const note = (privateNote: string, evaluation: Evaluation = blank, seconds = 0) =>
    changeDraft(evaluation, { content: evaluation.content, privateNote }, teacher, after(seconds));

  it('keeps a private note, of which the history says only that it changed', () => {
    const noted = note('Appeler la famille.');
    assert.equal(noted.privateNote, 'Appeler la famille.');
    assert.deepEqual(noted.history.at(-1)?.changes, [{ field: 'privateNote' }]);
    assert.doesNotMatch(JSON.stringify(noted.history), /famille/);
  });

  it('leaves nothing of a note that is erased', () => {
    const erased = note('', note('Appeler la famille.'), 400);
    assert.ok(!('privateNote' in erased));
    assert.doesNotMatch(JSON.stringify(erased), /famille/);
    assert.equal(erased.history.length, 2);
  });

  it('tells a note once among the strokes of a few minutes', () => {
    const typing = note('Appeler la famille.', note('Appeler', note('App'), 1), 2);
    assert.deepEqual(
      typing.history.map(({ changes }) => changes),
      [[{ field: 'privateNote' }]],
    );
  });

  it('changes nothing when the note is the same', () => {
    const noted = note('Appeler la famille.');
    assert.equal(note('Appeler la famille.', noted, 5), noted);
  });

  it('leaves the note alone when the content alone changes', () => {
    const noted = note('Appeler la famille.');
    assert.equal(
      changeContent(noted, withComment('Bien'), teacher, after(5)).privateNote,
      'Appeler la famille.',
    );
  });
});
