import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { keepObservation, type ObservationDraft } from '../../../src/evaluation/observation/observe.js';
import { saveObserved } from '../../../src/evaluation/observation/saveObserved.js';
import { blankEvaluation } from '../../../src/evaluation/saveJudgement.js';
import { welcomeActivity } from '../../support/activities.js';
import { teacher } from '../../support/evaluations.js';
import { MemoryEvaluations } from '../../support/memoryEvaluations.js';

const NOW = new Date('2040-01-16T10:00:00Z');
const activity: Activity = { ...welcomeActivity, counting: 'best' };
const blank = blankEvaluation(activity, '21', 'evaluation-1', { actor: teacher, at: NOW });

const draft = (id: string, levelId = '2', changes: Partial<ObservationDraft> = {}): ObservationDraft => ({
  id,
  version: 0,
  situation: 'pfmp',
  observedOn: '2040-01-15',
  gridVersionId: 'grid-1@1',
  entries: { 'C1.1-1': { levelId } },
  comment: '',
  ...changes,
});

describe('saveObserved', () => {
  let evaluations: MemoryEvaluations;

  beforeEach(() => {
    evaluations = new MemoryEvaluations();
  });

  const keep = (stored: Evaluation, observation: ObservationDraft, sub = '7') =>
    saveObserved(
      stored,
      (evaluation) => keepObservation(evaluation, observation, { activity, by: { sub }, now: NOW }),
      { activity, evaluations },
    );

  it('keeps the observations of all who write at once, the first ones too', async () => {
    const subs = ['7', '8', '9', '10', '11'];
    const outcomes = await Promise.all(subs.map((sub) => keep(blank, draft(`by-${sub}`), sub)));
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      subs.map(() => 'observed'),
    );
    const { observations, revision, history } = evaluations.get('21');
    assert.deepEqual(observations?.map(({ by }) => by.sub).toSorted(), subs.toSorted());
    assert.deepEqual([revision, history.length], [5, 5]);
  });

  it('counts what a colleague observed in between', async () => {
    await keep(blank, draft('theirs', '4'), '8');
    const outcome = await keep(blank, draft('mine', '2'));
    assert.equal(outcome.kind, 'observed');
    assert.equal(evaluations.get('21').content.entries['C1.1-1']?.levelId, '4');
  });

  it('writes once what is sent twice at once', async () => {
    await Promise.all([keep(blank, draft('one')), keep(blank, draft('one'))]);
    assert.deepEqual([evaluations.get('21').observations?.length, evaluations.get('21').revision], [1, 1]);
  });

  it('shows what a colleague made of the same observation in between', async () => {
    const first = await keep(blank, draft('one'));
    assert.equal(first.kind, 'observed');
    await keep(first.evaluation, draft('one', '2', { version: 1, comment: 'Eux.' }), '8');
    const outcome = await keep(first.evaluation, draft('one', '2', { version: 1, comment: 'Moi.' }));
    assert.equal(outcome.kind, 'changed');
    assert.equal(evaluations.get('21').observations?.[0]?.comment, 'Eux.');
  });

  it('writes nothing once another version or another rule came in between', async () => {
    const first = await keep(blank, draft('one'));
    assert.equal(first.kind, 'observed');
    const { evaluation } = first;
    evaluations.write({ ...evaluation, gridVersionId: 'grid-1@2' });
    assert.equal((await keep(evaluation, draft('two'))).kind, 'movedOn');
    evaluations.write({ ...evaluation, revision: 5, counted: { rule: 'last', levels: {}, byHand: [] } });
    assert.equal((await keep(evaluation, draft('two'))).kind, 'movedOn');
    assert.equal(evaluations.get('21').observations?.length, 1);
  });
});
