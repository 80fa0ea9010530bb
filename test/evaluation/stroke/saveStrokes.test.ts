import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { levelValue } from '../../../src/evaluation/contentValue.js';
import type { Actor } from '../../../src/evaluation/evaluation.js';
import type { Observation } from '../../../src/evaluation/observation/observation.js';
import { evaluationStatus } from '../../../src/evaluation/evaluationStatus.js';
import { saveStrokes, type LearnerStrokes } from '../../../src/evaluation/stroke/saveStrokes.js';
import type { Stroke } from '../../../src/evaluation/stroke/stroke.js';
import { welcomeActivity } from '../../support/activities.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../../support/evaluations.js';
import { MemoryEvaluations } from '../../support/memoryEvaluations.js';

const NOW = new Date('2040-01-16T09:30:00Z');
const colleague: Actor = { sub: '8', name: 'Marc Delmas' };
const FIRST = 'C1.1-1';
const SECOND = 'C1.1-2';

const level = (learnerSub: string, criterionId: string, from: string, to: string): Stroke => ({
  learnerSub,
  field: 'level',
  criterionId,
  from,
  to,
});
const presence = (learnerSub: string, from: string, to: string): Stroke => ({
  learnerSub,
  field: 'presence',
  from,
  to,
});

/** Made level 3 of the first criterion. */
const seen: Observation = {
  id: 'observation-1',
  situation: 'class',
  observedOn: '2040-01-15',
  gridVersionId: 'grid-1@1',
  entries: { [FIRST]: { levelId: '3' } },
  comment: '',
  by: teacher,
  at: NOW,
  version: 1,
};

describe('saveStrokes', () => {
  let evaluations: MemoryEvaluations;
  let now = NOW;

  beforeEach(() => {
    evaluations = new MemoryEvaluations();
    now = NOW;
  });

  function save(strokes: readonly Stroke[], by = teacher, activity: Activity = welcomeActivity) {
    let count = 0;
    const newId = () => `new-${(count += 1)}`;
    return saveStrokes(strokes, { activity, by, evaluations, now: () => now, newId });
  }

  async function taken(...parameters: Parameters<typeof save>): Promise<readonly LearnerStrokes[]> {
    const outcome = await save(...parameters);
    assert.equal(outcome.kind, 'taken');
    return outcome.learners;
  }

  const stands = (sub: string, criterionId: string) => levelValue(evaluations.get(sub).content, criterionId);

  it('begins the evaluation of a learner of whom nothing is stored, with its first stroke', async () => {
    const [one] = await taken([level('21', FIRST, '', '3')]);
    const stored = evaluations.get('21');
    assert.equal(stored.revision, 1);
    assert.equal(stored.gridVersionId, welcomeActivity.gridVersionId);
    assert.deepEqual(stored.content.entries, { [FIRST]: { levelId: '3' } });
    assert.equal(one?.evaluation.revision, 1);
  });

  it('writes each learner once, whatever the number of strokes', async () => {
    await taken([
      level('21', FIRST, '', '3'),
      level('22', FIRST, '', '2'),
      level('21', SECOND, '', 'notJudged'),
      presence('22', 'present', 'absent'),
    ]);
    assert.deepEqual(evaluations.saved.toSorted(), ['21', '22']);
    assert.deepEqual(evaluations.get('21').content.entries, {
      [FIRST]: { levelId: '3' },
      [SECOND]: { notJudged: true },
    });
    assert.equal(evaluations.get('22').content.presence, 'absent');
  });

  it('keeps the comment beside the level', async () => {
    evaluations.write(draftEvaluation);
    await taken([level('21', FIRST, '3', '')]);
    assert.deepEqual(evaluations.get('21').content.entries[FIRST], {
      comment: 'Sourire, regard, voix posée.',
    });
  });

  it('tells the strokes of some minutes as one line of the history', async () => {
    await taken([level('21', FIRST, '', '3')]);
    now = new Date(NOW.getTime() + 60_000);
    await taken([level('21', SECOND, '', '4')]);
    await taken([level('21', FIRST, '3', '2')]);
    const { history } = evaluations.get('21');
    assert.equal(history.length, 1);
    assert.deepEqual(history[0]?.changes, [
      { field: 'level', criterionId: FIRST, from: '', to: '2' },
      { field: 'level', criterionId: SECOND, from: '', to: '4' },
    ]);
  });

  it('counts strokes on one cell as one', async () => {
    const strokes = [level('21', FIRST, '', '3'), level('21', FIRST, '3', '4')];
    await taken(strokes);
    const [again] = await taken(strokes);
    assert.equal(stands('21', FIRST), '4');
    assert.deepEqual(again?.conflicts, []);
    assert.equal(evaluations.get('21').revision, 1);
  });

  it('writes nothing the second time, when the answer to the first got lost', async () => {
    const strokes = [level('21', FIRST, '', '3'), presence('22', 'present', 'absent')];
    await taken(strokes);
    const again = await taken(strokes);
    assert.equal(evaluations.saved.length, 2);
    assert.ok(again.every(({ conflicts, closed }) => conflicts.length === 0 && closed.length === 0));
  });

  it('writes nothing at all where nothing is to be changed', async () => {
    await taken([presence('21', 'present', 'present')]);
    assert.equal(evaluations.all.size, 0);
  });

  it('lets two teachers in different cells of one learner alone', async () => {
    await taken([level('21', FIRST, '', '3')]);
    const [one] = await taken([level('21', SECOND, '', '4')], colleague);
    assert.deepEqual(one?.conflicts, []);
    assert.deepEqual([stands('21', FIRST), stands('21', SECOND)], ['3', '4']);
  });

  it('overwrites nothing that its teacher has not seen, and says who set it and when', async () => {
    await taken([level('21', FIRST, '', '2')], colleague);
    now = new Date(NOW.getTime() + 600_000);
    await taken([level('21', SECOND, '', '4')]);
    const stroke = level('21', FIRST, '', '3');
    const [one] = await taken([stroke, level('21', SECOND, '4', '1')]);
    assert.deepEqual(one?.conflicts, [{ stroke, theirs: '2', by: colleague, at: NOW }]);
    assert.deepEqual([stands('21', FIRST), stands('21', SECOND)], ['2', '1'], 'the other stroke is stored');
  });

  it('names the latest author where the history does not know the cell', async () => {
    evaluations.write({ ...draftEvaluation, history: [], updatedBy: colleague });
    const [one] = await taken([level('21', FIRST, '', '4')]);
    assert.deepEqual(one?.conflicts[0]?.by, colleague);
  });

  it('finds nothing to settle where a colleague set the same', async () => {
    await taken([level('21', FIRST, '', '3')], colleague);
    const [one] = await taken([level('21', FIRST, '', '3')]);
    assert.deepEqual(one?.conflicts, []);
  });

  it('is tried again on what another write left', async () => {
    evaluations.write(draftEvaluation);
    let met = false;
    evaluations.beforeSave = () => {
      if (met) return;
      met = true;
      evaluations.write({ ...evaluations.get('21'), privateNote: 'écrit entre-temps' });
    };
    await taken([level('21', FIRST, '3', '4')]);
    assert.equal(stands('21', FIRST), '4');
    assert.equal(evaluations.get('21').privateNote, 'écrit entre-temps');
  });

  it('gives up loudly on an evaluation that never stands still', async () => {
    evaluations.write(draftEvaluation);
    evaluations.beforeSave = () => evaluations.write(evaluations.get('21'));
    await assert.rejects(save([level('21', FIRST, '3', '4')]), /changes faster/);
  });

  it('changes no closed evaluation, and holds no other learner up', async () => {
    evaluations.write({ ...draftEvaluation, closing: { at: NOW, by: colleague, hash: 'h' } });
    const strokes = [level('21', FIRST, '3', '4'), level('22', FIRST, '', '4')];
    const [closed] = await taken(strokes);
    assert.deepEqual(closed?.closed, [strokes[0]]);
    assert.equal(stands('21', FIRST), '3');
    assert.equal(stands('22', FIRST), '4');
  });

  it('finds what was stored before the closing where it stands', async () => {
    evaluations.write({ ...draftEvaluation, closing: { at: NOW, by: colleague, hash: 'h' } });
    const [closed] = await taken([level('21', FIRST, '2', '3')]);
    assert.deepEqual(closed?.closed, []);
  });

  it('takes a level that a rule made of observations out of the rule', async () => {
    const counted = { rule: 'last' as const, levels: { [FIRST]: '3' }, byHand: [] };
    const activity: Activity = { ...welcomeActivity, counting: 'last' };
    evaluations.write({ ...draftEvaluation, observations: [seen], counted });
    await taken([level('21', FIRST, '3', '4')], teacher, activity);
    assert.equal(stands('21', FIRST), '4');
    assert.deepEqual(evaluations.get('21').counted?.byHand, [FIRST]);
  });

  it('has a published evaluation wait to be published again; the learner still sees the publication', async () => {
    evaluations.write(publishedEvaluation);
    await taken([level('21', FIRST, '3', '4')]);
    const stored = evaluations.get('21');
    assert.equal(evaluationStatus(stored), 'republish');
    assert.equal(stored.publication?.content.entries[FIRST]?.levelId, '3');
    assert.deepEqual(stored.delivery, publishedEvaluation.delivery);
  });

  it('stores nothing on a version that the activity, as it was read, does not know', async () => {
    evaluations.write({ ...draftEvaluation, gridVersionId: 'grid-1@2' });
    assert.deepEqual(await save([level('21', FIRST, '3', '4')]), { kind: 'movedOn' });
    assert.equal(stands('21', FIRST), '3');
  });
});
