import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { changeContent, EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import type { Actor, Evaluation } from '../../../src/evaluation/evaluation.js';
import { evaluationStatus } from '../../../src/evaluation/evaluationStatus.js';
import { fixLevel, releaseLevels } from '../../../src/evaluation/observation/levelChoice.js';
import {
  MAXIMUM_OBSERVATIONS,
  MAXIMUM_OBSERVED_CHARACTERS,
  type CountingRule,
  type Observation,
} from '../../../src/evaluation/observation/observation.js';
import {
  keepObservation,
  removeObservation,
  restoreObservation,
  setLeftOut,
  takeObservation,
  type ObservationDraft,
  type ObserveOutcome,
} from '../../../src/evaluation/observation/observe.js';
import { observe } from '../../../src/evaluation/observation/firstObservation.js';
import { publish } from '../../../src/evaluation/publish.js';
import { welcomeActivity } from '../../support/activities.js';
import { draftEvaluation, teacher } from '../../support/evaluations.js';
import { observation } from '../../support/observations.js';

const FIRST = 'C1.1-1';
const SECOND = 'C1.1-2';
const colleague: Actor = { sub: '8', name: 'Idriss Benali' };
const START = new Date('2040-01-15T09:00:00Z');
const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

const counting = (rule: CountingRule): Activity => ({ ...welcomeActivity, counting: rule });

const blank: Evaluation = {
  ...draftEvaluation,
  gridVersionId: 'grid-1@1',
  content: EMPTY_CONTENT,
  history: [],
};

const draft = (changes: Partial<ObservationDraft> = {}): ObservationDraft => ({
  id: 'one',
  version: 0,
  situation: 'class',
  observedOn: '2040-01-10',
  gridVersionId: 'grid-1@1',
  entries: { [FIRST]: { levelId: '2' } },
  comment: '',
  ...changes,
});

/** The evaluation that an outcome gives, or the reason why it gives none. */
function written(outcome: ObserveOutcome): Evaluation {
  assert.equal(outcome.kind, 'observed');
  return (outcome as Extract<ObserveOutcome, { kind: 'observed' }>).evaluation;
}

const level = ({ content }: Evaluation, id = FIRST) => content.entries[id]?.levelId;

/** Everything done by Claire on one activity, a minute after the other. */
function desk(rule: CountingRule, start = blank) {
  const activity = counting(rule);
  let now = START;
  let evaluation = start;
  const observing = (by = teacher) => {
    now = new Date(now.getTime() + 600_000);
    return { activity, by, now };
  };
  return {
    activity,
    get now() {
      return evaluation;
    },
    keep(changes: Partial<ObservationDraft> = {}, by = teacher) {
      return (evaluation = written(keepObservation(evaluation, draft(changes), observing(by))));
    },
    remove(id = 'one') {
      return (evaluation = written(removeObservation(evaluation, id, observing())));
    },
    restore(id = 'one') {
      return (evaluation = written(restoreObservation(evaluation, id, observing())));
    },
    leaveOut(id: string, leftOut = true) {
      return (evaluation = written(setLeftOut(evaluation, { id, leftOut }, observing())));
    },
    judge(id: string, levelId: string) {
      const entries = { ...evaluation.content.entries, [id]: { levelId } };
      const { by, now: at } = observing();
      return (evaluation = changeContent(evaluation, { ...evaluation.content, entries }, by, at));
    },
    fix(id = FIRST) {
      return (evaluation = fixLevel(evaluation, id, teacher, observing().now));
    },
    release(...ids: string[]) {
      return (evaluation = releaseLevels(evaluation, ids, observing()));
    },
  };
}

const two = { id: 'two', observedOn: '2040-02-10', entries: { [FIRST]: { levelId: '4' } } };

describe('keepObservation', () => {
  it('adds an observation with its author and its moment, and a line of history', () => {
    const { observations, observed, history } = desk('byHand').keep({
      title: 'Oral blanc',
      comment: 'Souriante.',
    });
    assert.deepEqual(observations, [
      {
        ...observation({ id: 'one', comment: 'Souriante.', at: later(10), by: teacher }),
        title: 'Oral blanc',
      },
    ]);
    assert.equal(observed?.count, 1);
    assert.equal(history.length, 1);
    const { action, observation: note, changes } = history[0]!;
    assert.deepEqual(
      [action, note?.title, note?.observedOn, changes],
      ['observed', 'Oral blanc', '2040-01-10', []],
    );
  });

  it('stores nothing twice that is sent twice', () => {
    const lesson = desk('last');
    const first = lesson.keep();
    assert.equal(lesson.keep(), first);
    const edited = lesson.keep({ version: 1, comment: 'Mieux.' });
    assert.equal(lesson.keep({ version: 1, comment: 'Mieux.' }), edited);
    assert.equal(edited.observations?.length, 1);
  });

  it('keeps first author and moment through changes, and says who changed it last', () => {
    const lesson = desk('byHand');
    lesson.keep();
    const { observations, history } = lesson.keep({ version: 1, comment: 'Vu.' }, colleague);
    const [one] = observations ?? [];
    assert.deepEqual([one?.by, one?.at, one?.version], [teacher, later(10), 2]);
    assert.deepEqual(one?.edited, { at: later(20), by: colleague });
    assert.deepEqual(history.at(-1)?.observation?.changes, [
      { field: 'generalComment', from: '', to: 'Vu.' },
    ]);
  });

  it('overwrites nothing that someone else changed meanwhile', () => {
    const lesson = desk('byHand');
    lesson.keep();
    lesson.keep({ version: 1, comment: 'Vu par Idriss.' }, colleague);
    const outcome = keepObservation(lesson.now, draft({ version: 1, comment: 'Vu par Claire.' }), {
      activity: lesson.activity,
      by: teacher,
      now: later(60),
    });
    assert.equal(outcome.kind, 'changed');
    assert.equal((outcome as { theirs: Observation }).theirs.comment, 'Vu par Idriss.');
  });

  it('changes no observation that was removed meanwhile, and no tutor’s words', () => {
    const lesson = desk('byHand');
    lesson.keep();
    const observing = { activity: lesson.activity, by: teacher, now: later(60) };
    const removed = keepObservation(lesson.remove(), draft({ version: 2, comment: 'x' }), observing);
    assert.equal(removed.kind, 'removed');
    const taken = written(takeObservation(blank, observation({ source: 'tutor' }), observing));
    const tutors = draft({ id: 'observation-1', version: 1, comment: 'x' });
    assert.equal(keepObservation(taken, tutors, observing).kind, 'tutors');
  });

  it('stays on the version that it was judged on', () => {
    const lesson = desk('byHand');
    lesson.keep();
    const edited = lesson.keep({ version: 1, comment: 'Vu.', gridVersionId: 'grid-1@2' });
    assert.equal(edited.observations?.[0]?.gridVersionId, 'grid-1@1');
  });

  it('writes nothing into a closed evaluation', () => {
    const observing = { activity: counting('last'), by: teacher, now: START };
    const closed = { ...desk('last').keep(), closing: { at: START, by: teacher, hash: 'a0' } };
    for (const outcome of [
      keepObservation(closed, draft({ id: 'two' }), observing),
      takeObservation(closed, observation(), observing),
      removeObservation(closed, 'one', observing),
      restoreObservation(closed, 'one', observing),
      setLeftOut(closed, { id: 'one', leftOut: true }, observing),
    ])
      assert.equal(outcome.kind, 'closed');
  });

  it('has room for so many, and so much text', () => {
    const observing = { activity: counting('byHand'), by: teacher, now: START };
    const many = Array.from({ length: MAXIMUM_OBSERVATIONS }, (_, i) => observation({ id: `o${i}` }));
    assert.equal(keepObservation({ ...blank, observations: many }, draft(), observing).kind, 'full');
    const long = { [FIRST]: { comment: 'x'.repeat(MAXIMUM_OBSERVED_CHARACTERS) } };
    assert.equal(keepObservation(blank, draft({ entries: long }), observing).kind, 'observed');
    assert.equal(keepObservation(blank, draft({ entries: long, comment: 'x' }), observing).kind, 'full');
  });

  it('makes one line of history of what one teacher types within minutes', () => {
    const observing = (seconds: number, by = teacher) => ({
      activity: counting('last'),
      by,
      now: new Date(START.getTime() + seconds * 1000),
    });
    const first = written(keepObservation(blank, draft(), observing(0)));
    const more = draft({ version: 1, entries: { [FIRST]: { levelId: '3' } }, comment: 'V' });
    const second = written(keepObservation(first, more, observing(20)));
    assert.deepEqual(
      second.history.map(({ action, observation: note, changes }) => [action, note?.changes, changes]),
      [['observed', [], [{ field: 'level', criterionId: FIRST, from: '', to: '3' }]]],
    );
    const third = written(keepObservation(second, { ...more, version: 2, comment: 'Vu' }, observing(1000)));
    const fourth = written(keepObservation(third, { ...more, version: 3, comment: 'Vue.' }, observing(1100)));
    assert.equal(fourth.history.length, 2);
    assert.deepEqual(fourth.history[1]?.observation?.changes, [
      { field: 'generalComment', from: 'V', to: 'Vue.' },
    ]);
    const theirs = written(
      keepObservation(fourth, { ...more, version: 4, comment: 'Vue !' }, observing(1110, colleague)),
    );
    assert.equal(theirs.history.length, 3);
  });
});

describe('observations under a rule', () => {
  it('make the levels as they come, change and go', () => {
    const lesson = desk('last');
    assert.equal(level(lesson.keep()), '2');
    assert.equal(level(lesson.keep(two)), '4');
    assert.deepEqual(lesson.now.history.at(-1)?.changes, [
      { field: 'level', criterionId: FIRST, from: '2', to: '4' },
    ]);
    assert.equal(level(lesson.keep({ ...two, version: 1, observedOn: '2040-01-02' })), '2');
    assert.equal(level(lesson.remove()), '4');
    assert.equal(level(lesson.remove('two')), undefined);
    assert.equal(lesson.now.observed, undefined);
    assert.equal(level(lesson.restore()), '2');
    assert.equal(lesson.now.observations?.length, 2);
  });

  it('touch no comment of the evaluation', () => {
    const entries = { [FIRST]: { comment: 'Voix posée.' } };
    const lesson = desk('best', { ...blank, content: { ...EMPTY_CONTENT, entries } });
    assert.deepEqual(lesson.keep().content.entries[FIRST], { comment: 'Voix posée.', levelId: '2' });
    assert.deepEqual(lesson.remove().content.entries[FIRST], { comment: 'Voix posée.' });
  });

  it('count or not as the teacher says, without making forms out of date', () => {
    const lesson = desk('best');
    lesson.keep();
    lesson.keep(two);
    assert.equal(level(lesson.leaveOut('two')), '2');
    assert.equal(level(lesson.keep({ ...two, version: 1, comment: 'Essai.' })), '2');
    assert.equal(level(lesson.leaveOut('two', false)), '4');
  });

  it('change nothing while the teacher chooses by hand', () => {
    const lesson = desk('byHand');
    lesson.keep();
    lesson.judge(FIRST, '3');
    assert.equal(level(lesson.keep(two)), '3');
    assert.equal(lesson.now.counted, undefined);
  });

  it('leave levels alone that the teacher chose, until they are released', () => {
    const lesson = desk('last');
    lesson.keep();
    assert.deepEqual(lesson.judge(FIRST, '3').counted?.byHand, [FIRST]);
    assert.equal(level(lesson.keep(two)), '3');
    const released = lesson.release(FIRST);
    assert.equal(level(released), '4');
    assert.deepEqual(released.counted?.byHand, []);
    assert.deepEqual(released.history.at(-1)?.changes, [
      { field: 'level', criterionId: FIRST, from: '3', to: '4' },
    ]);
    assert.equal(released.history.at(-1)?.action, 'levelReleased');
  });

  it('take a level back that the teacher set as the rule does', () => {
    const lesson = desk('last');
    lesson.keep();
    lesson.judge(FIRST, '4');
    assert.deepEqual(lesson.judge(FIRST, '2').counted?.byHand, []);
    assert.equal(level(lesson.keep(two)), '4');
  });

  it('leave a level alone that was fixed as it stood', () => {
    const lesson = desk('last');
    lesson.keep();
    lesson.fix();
    assert.equal(level(lesson.keep(two)), '2');
    assert.equal(
      lesson.now.history.some(({ action }) => action === 'levelFixed'),
      true,
    );
    assert.equal(level(lesson.release(FIRST)), '4');
  });

  it('leave alone what was judged before them, even by a writer that told nobody', () => {
    const entries = { [FIRST]: { levelId: '3' }, [SECOND]: { levelId: '1' } };
    const lesson = desk('last', { ...blank, content: { ...EMPTY_CONTENT, entries } });
    assert.equal(level(lesson.keep()), '3');
    assert.deepEqual(lesson.now.counted?.byHand, [FIRST, SECOND]);
    const sneaky = {
      ...lesson.now,
      content: { ...lesson.now.content, entries: { [SECOND]: { levelId: '4' } } },
    };
    const next = keepObservation(sneaky, draft({ ...two, entries: { [SECOND]: { levelId: '2' } } }), {
      activity: lesson.activity,
      by: teacher,
      now: later(90),
    });
    assert.equal(level(written(next), SECOND), '4');
  });

  it('replace « non évalué » from before them, but not one that was set against them', () => {
    const entries = { [FIRST]: { notJudged: true as const } };
    const lesson = desk('last', { ...blank, content: { ...EMPTY_CONTENT, entries } });
    assert.equal(level(lesson.keep()), '2');
    const content = { ...lesson.now.content, entries };
    const against = changeContent(lesson.now, content, teacher, later(60));
    const next = keepObservation(against, draft(two), {
      activity: lesson.activity,
      by: teacher,
      now: later(70),
    });
    assert.deepEqual(written(next).content.entries[FIRST], { notJudged: true });
  });

  it('release nothing on which the rule gives nothing', () => {
    const lesson = desk('last');
    lesson.keep();
    const judged = lesson.judge(SECOND, '3');
    assert.deepEqual(judged.counted?.byHand, [SECOND]);
    assert.equal(lesson.release(SECOND), judged);
  });

  it('come after the levels that were there, which become one of them', () => {
    const entries = { [FIRST]: { levelId: '4', comment: 'Bien.' }, [SECOND]: { notJudged: true as const } };
    const start = { ...blank, content: { ...EMPTY_CONTENT, entries } };
    const earlier = { id: 'before', observedOn: '2040-01-05', situation: 'other', title: 'Avant' } as const;
    const observing = { activity: counting('mean'), by: colleague, now: later(60) };
    const first = written(
      observe(start, draft({ entries: { [FIRST]: { levelId: '2' } } }), earlier, observing),
    );
    const [before, one] = first.observations ?? [];
    assert.deepEqual(before, {
      ...earlier,
      gridVersionId: 'grid-1@1',
      entries: { [FIRST]: { levelId: '4' } },
      comment: '',
      by: start.updatedBy,
      at: start.updatedAt,
      version: 1,
    });
    assert.deepEqual([one?.id, one?.by], ['one', colleague]);
    assert.deepEqual([level(first), first.counted?.byHand], ['3', []]);
    assert.equal(written(observe(first, draft({ id: 'two' }), earlier, observing)).observations?.length, 3);
    assert.equal(written(observe(blank, draft(), earlier, observing)).observations?.length, 1);
  });
});

describe('removeObservation', () => {
  it('keeps what was removed, and puts it back as it was', () => {
    const lesson = desk('byHand');
    const before = lesson.keep();
    const removed = lesson.remove();
    assert.deepEqual(removed.observations?.[0]?.removed, { at: later(20), by: teacher });
    assert.equal(lesson.remove(), removed);
    const { observations, observed, history } = lesson.restore();
    assert.deepEqual(
      observations,
      before.observations?.map((one) => ({ ...one, version: 3 })),
    );
    assert.deepEqual(observed, before.observed);
    assert.deepEqual(
      history.map(({ action }) => action),
      ['observed', 'observationRemoved', 'observationRestored'],
    );
  });

  it('knows no observation of another evaluation', () => {
    const observing = { activity: counting('byHand'), by: teacher, now: START };
    assert.equal(removeObservation(blank, 'one', observing).kind, 'unknown');
    assert.equal(restoreObservation(blank, 'one', observing).kind, 'unknown');
    assert.equal(setLeftOut(blank, { id: 'one', leftOut: true }, observing).kind, 'unknown');
  });
});

describe('takeObservation', () => {
  const observing = { activity: counting('last'), by: teacher, now: later(60) };
  const tutors = observation({ source: 'tutor', situation: 'pfmp', by: { sub: 'tutor', name: 'M. Sarr' } });

  it('adds what someone else saw, in their name', () => {
    const taken = written(takeObservation(blank, tutors, observing));
    assert.deepEqual(taken.observations, [tutors]);
    assert.equal(level(taken), '2');
    assert.deepEqual([taken.history[0]?.by, taken.updatedBy], [teacher, teacher]);
    assert.equal(takeObservation(taken, tutors, observing).kind, 'observed');
    assert.equal(written(takeObservation(taken, tutors, observing)), taken);
  });

  it('brings up to date what was taken before, counts as the teacher said, and comes back once removed', () => {
    const taken = written(takeObservation(blank, tutors, observing));
    const leftOut = written(setLeftOut(taken, { id: tutors.id, leftOut: true }, observing));
    const removed = written(removeObservation(leftOut, tutors.id, observing));
    const again = written(takeObservation(removed, { ...tutors, comment: 'À l’aise.' }, observing));
    const [one] = again.observations ?? [];
    assert.deepEqual(
      [one?.comment, one?.leftOut, one?.removed, again.observations?.length],
      ['À l’aise.', true, undefined, 1],
    );
    assert.equal(level(again), undefined);
  });
});

describe('publishing with observations', () => {
  const published = (evaluation: Evaluation, activity: Activity) => {
    const outcome = publish(evaluation, activity, teacher, later(300));
    assert.equal(outcome.kind, 'published');
    return (outcome as Extract<typeof outcome, { kind: 'published' }>).evaluation;
  };

  it('freezes those that stand, with the rule that made the levels', () => {
    const lesson = desk('last');
    lesson.keep();
    lesson.keep(two);
    lesson.judge(FIRST, '3');
    lesson.remove();
    const { publication } = published(lesson.now, lesson.activity);
    assert.deepEqual(
      publication?.observations?.all.map(({ id }) => id),
      ['two'],
    );
    assert.deepEqual([publication?.observations?.rule, publication?.observations?.byHand], ['last', [FIRST]]);
  });

  it('is published until something is observed, and again once that is taken back', () => {
    const start = desk('byHand');
    start.keep();
    const lesson = desk('byHand', published(start.judge(FIRST, '2'), start.activity));
    assert.equal(evaluationStatus(lesson.now), 'published');
    assert.equal(evaluationStatus(lesson.keep(two)), 'republish');
    assert.equal(evaluationStatus(lesson.remove('two')), 'published');
  });

  it('freezes nothing where nothing was observed', () => {
    const judged = { ...blank, content: { ...EMPTY_CONTENT, entries: { [FIRST]: { levelId: '3' } } } };
    const { publication } = published(judged, counting('last'));
    assert.ok(publication && !('observations' in publication) && !('observedKey' in publication));
  });
});
