import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import { draftDigest, type Digest } from '../../src/evaluation/contentConflict.js';
import type { Actor, Evaluation, EvaluationContent, SaveOutcome } from '../../src/evaluation/evaluation.js';
import { blankEvaluation, saveJudgement, type Decision } from '../../src/evaluation/saveJudgement.js';
import { publish } from '../../src/evaluation/publish.js';
import { welcomeActivity } from '../support/activities.js';

const digest: Digest = (text) => `#${text}`;
const claire: Actor = { sub: '7', name: 'Claire Fontaine' };
const marc: Actor = { sub: '8', name: 'Marc Delmas' };
const now = new Date('2040-01-16T09:30:00Z');

const withLevel = (levelId: string, comment = ''): EvaluationContent => ({
  ...EMPTY_CONTENT,
  entries: { 'C1.1-1': { levelId } },
  comment,
});

describe('saveJudgement', () => {
  let stored: Evaluation | undefined;
  /** What a colleague saves between our reading and our writing. */
  let meanwhile: (() => void)[];

  const store = (evaluation: Evaluation): SaveOutcome => {
    if (stored && stored.revision !== evaluation.revision) return { kind: 'conflict', current: stored };
    stored = { ...evaluation, revision: evaluation.revision + 1 };
    return { kind: 'saved', evaluation: stored };
  };
  const ports = {
    digest,
    now: () => now,
    evaluations: {
      find: async () => stored,
      list: async () => [],
      save: async (evaluation: Evaluation) => {
        meanwhile.shift()?.();
        return store(evaluation);
      },
    },
  };
  const blank = blankEvaluation(welcomeActivity, '21', 'evaluation-1', { actor: claire, at: now });

  /** A teacher begins from `from` and sends `content`. */
  const send = (
    content: EvaluationContent,
    {
      from = stored ?? blank,
      by = claire,
      decision,
    }: { from?: Evaluation; by?: Actor; decision?: Decision } = {},
  ) => {
    const base = draftDigest(from, digest);
    return saveJudgement(
      stored ?? blank,
      { draft: { content }, revision: from.revision, base, by },
      ports,
      decision,
    );
  };
  const publishing: Decision = (evaluation) => {
    const outcome = publish(evaluation, welcomeActivity, claire, now);
    return outcome.kind === 'published' ? outcome.evaluation : undefined;
  };

  beforeEach(() => {
    stored = undefined;
    meanwhile = [];
  });

  it('stores the first draft, and who wrote it', async () => {
    const outcome = await send(withLevel('3'));
    assert.equal(outcome.kind, 'saved');
    assert.equal(stored?.revision, 1);
    assert.deepEqual(stored?.history, [
      {
        at: now,
        by: claire,
        action: 'edited',
        changes: [{ field: 'level', criterionId: 'C1.1-1', from: '', to: '3' }],
      },
    ]);
  });

  it('writes nothing when nothing changed', async () => {
    await send(withLevel('3'));
    await send(withLevel('3'));
    assert.equal(stored?.revision, 1);
  });

  it('writes draft and publication together', async () => {
    await send(withLevel('3'), { decision: publishing });
    assert.equal(stored?.revision, 1);
    assert.equal(stored?.publication?.mark?.hundredths, 1400);
    assert.equal(stored?.delivery?.state, 'pending');
  });

  it('keeps the draft when the decision cannot be taken', async () => {
    const outcome = await send({ ...EMPTY_CONTENT, comment: 'À revoir' }, { decision: publishing });
    assert.equal(outcome.kind, 'undecided');
    assert.equal(stored?.content.comment, 'À revoir');
    assert.equal(stored?.publication, undefined);
  });

  it("shows a colleague's change instead of writing over it", async () => {
    await send(withLevel('1'));
    const began = stored ?? blank;
    await send(withLevel('2'), { by: marc });
    const outcome = await send(withLevel('3'), { from: began });
    assert.ok(outcome.kind === 'conflict');
    assert.deepEqual(outcome.differences, [
      { field: 'level', criterionId: 'C1.1-1', mine: '3', theirs: '2', changedBy: 'both' },
    ]);
    assert.deepEqual(stored?.content, withLevel('2'));
  });

  it("shows a colleague's change that I did not touch, too", async () => {
    await send(withLevel('1'));
    const began = stored ?? blank;
    await send(withLevel('1', 'Vu avec Marc'), { by: marc });
    const outcome = await send(withLevel('3'), { from: began });
    assert.ok(outcome.kind === 'conflict');
    assert.deepEqual(
      outcome.differences.map(({ field, changedBy }) => [field, changedBy]),
      [
        ['level', 'me'],
        ['generalComment', 'them'],
      ],
    );
  });

  it('takes a form that is sent twice, or whose answer was lost', async () => {
    await send(withLevel('3'), { from: blank });
    const outcome = await send(withLevel('3', 'et un mot de plus'), { from: blank });
    assert.equal(outcome.kind, 'saved');
    assert.deepEqual(stored?.content, withLevel('3', 'et un mot de plus'));
    assert.equal(stored?.revision, 2);
  });

  it('sees a colleague who saves between reading and writing', async () => {
    await send(withLevel('1'));
    meanwhile = [
      () => {
        stored = { ...(stored ?? blank), revision: 2, content: withLevel('4'), updatedBy: marc };
      },
    ];
    const outcome = await send(withLevel('3'));
    assert.ok(outcome.kind === 'conflict');
    assert.deepEqual(outcome.current.content, withLevel('4'));
    assert.deepEqual(stored?.content, withLevel('4'));
  });

  it('goes on over a write that changed nothing of the content', async () => {
    await send(withLevel('1'));
    meanwhile = [
      () => {
        stored = { ...(stored ?? blank), revision: 2 };
      },
    ];
    assert.equal((await send(withLevel('3'))).kind, 'saved');
    assert.equal(stored?.revision, 3);
    assert.deepEqual(stored?.content, withLevel('3'));
  });

  it("asks again before deciding on a colleague's work", async () => {
    await send(withLevel('3'), { decision: publishing });
    const began = stored ?? blank;
    const { publication: _withdrawn, ...rest } = began;
    stored = { ...rest, revision: 2, updatedBy: marc };
    const outcome = await send(withLevel('3'), { from: began, decision: publishing });
    assert.ok(outcome.kind === 'conflict');
    assert.deepEqual(outcome.differences, []);
    assert.equal(stored.publication, undefined);
  });

  it('writes nothing over a closed evaluation, not even what it holds already', async () => {
    await send(withLevel('3'));
    const closing = { at: now, by: marc, hash: '0'.repeat(64) };
    stored = { ...(stored ?? blank), closing };
    for (const levelId of ['3', '4']) {
      const outcome = await send(withLevel(levelId), { decision: publishing });
      assert.deepEqual(outcome, { kind: 'closed', current: stored });
    }
    assert.deepEqual([stored.revision, stored.publication], [1, undefined]);
  });

  it('writes nothing over an evaluation that a colleague closes in between', async () => {
    await send(withLevel('3'));
    const closing = { at: now, by: marc, hash: '0'.repeat(64) };
    meanwhile = [
      () => {
        stored = { ...(stored ?? blank), revision: 2, closing };
      },
    ];
    assert.equal((await send(withLevel('4'))).kind, 'closed');
    assert.deepEqual(stored?.content, withLevel('3'));
  });

  it('writes nothing over a version of the grid that was applied meanwhile', async () => {
    await send(withLevel('1'));
    meanwhile = [
      () => {
        stored = { ...(stored ?? blank), revision: 2, gridVersionId: 'grid-1@2' };
      },
    ];
    assert.equal((await send(withLevel('3'))).kind, 'conflict');
    assert.deepEqual(stored?.content, withLevel('1'));
  });

  it('gives up on a store where the revision never holds', async () => {
    await send(withLevel('1'));
    meanwhile = Array.from({ length: 20 }, (_, i) => () => {
      stored = { ...(stored ?? blank), revision: 10 + i };
    });
    assert.equal((await send(withLevel('3'))).kind, 'conflict');
    assert.deepEqual(stored?.content, withLevel('1'));
  });
});
