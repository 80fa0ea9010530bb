import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import type {
  CriterionEntry,
  Evaluation,
  EvaluationContent,
  Publication,
} from '../../src/evaluation/evaluation.js';
import { publish } from '../../src/evaluation/publish.js';
import { versionEffect, type LearnerEffect, type TargetVersion } from '../../src/evaluation/versionEffect.js';
import type { Grid } from '../../src/grid/grid.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';
import {
  greeting,
  movedTo,
  otherScale,
  secondVersion,
  tidiness,
  understanding,
} from '../support/versions.js';

const NOW = new Date('2040-01-16T10:00:00Z');

const JUDGED = { 'C1.1-1': { levelId: '3' }, 'C1.1-2': { levelId: '4' } };

function evaluated(
  entries: Record<string, CriterionEntry> = JUDGED,
  content: Partial<EvaluationContent> = {},
  changes: Partial<Evaluation> = {},
): Evaluation {
  return {
    ...draftEvaluation,
    revision: 1,
    content: { presence: 'present', entries, comment: '', ...content },
    ...changes,
  };
}

function published(evaluation = evaluated(), activity: Activity = welcomeActivity): Evaluation {
  const outcome = publish(evaluation, activity, teacher, NOW);
  assert.equal(outcome.kind, 'published');
  return outcome.evaluation;
}

function effectOn(
  evaluation: Evaluation,
  target: TargetVersion,
  activity: Activity = welcomeActivity,
): LearnerEffect {
  const [effect] = versionEffect(activity, [evaluation], target).learners;
  assert.ok(effect);
  return effect;
}

const effect = (evaluation: Evaluation, grid: Partial<Grid>) => effectOn(evaluation, secondVersion(grid));

/** What a reader of the page would say of an effect. */
function told({ toJudgeAgain, back, added, removed, draft, ...rest }: LearnerEffect) {
  return {
    untouched: rest.untouched,
    toJudgeAgain: toJudgeAgain.map(({ criterion, level }) => `${criterion.id}: ${level.label}`),
    back: back.map(({ id }) => id),
    added: added.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
    marks: [draft.before?.hundredths, draft.after?.hundredths],
  };
}

/** (70 × 1 + 100 × 2) / 3 percent of 20, to the nearest half. */
const MARK = 1800;
const same = { untouched: true, toJudgeAgain: [], back: [], added: [], removed: [], marks: [MARK, MARK] };
const changed = { ...same, untouched: false };
const scaleWithout = (levelId: string) => ({
  scale: { ...welcomeGrid.scale, levels: welcomeGrid.scale.levels.filter(({ id }) => id !== levelId) },
});

describe('versionEffect', () => {
  describe('on a draft', () => {
    const cases: [string, Partial<Grid>, object, Evaluation?][] = [
      ['tells nothing of another title', { title: 'Accueil' }, same],
      [
        'tells nothing of another wording',
        { criteria: [{ ...greeting, text: 'Bonjour !' }, understanding] },
        same,
      ],
      ['tells nothing of another order', { criteria: [understanding, greeting] }, same],
      [
        'tells the mark of other weights',
        { criteria: [{ ...greeting, weightHundredths: 200 }, understanding] },
        { ...changed, marks: [MARK, 1700] },
      ],
      [
        'tells the mark of another share',
        {
          scale: {
            ...welcomeGrid.scale,
            levels: welcomeGrid.scale.levels.map((level) =>
              level.id === '3' ? { ...level, sharePercent: 40 } : level,
            ),
          },
        },
        { ...changed, marks: [MARK, 1600] },
      ],
      ['tells the mark of another maximum', { maximumHundredths: 1000 }, { ...changed, marks: [MARK, 900] }],
      [
        'tells the mark of another rounding',
        {
          criteria: [greeting, { ...understanding, weightHundredths: 100 }],
          rounding: { stepHundredths: 100, direction: 'up' },
        },
        { ...changed, marks: [MARK, 1700] },
      ],
      [
        'names an added criterion as open',
        { criteria: [greeting, understanding, tidiness] },
        { ...changed, added: ['own-1'] },
      ],
      [
        'names a removed criterion on which something was written',
        { criteria: [understanding] },
        { ...changed, removed: ['C1.1-1'], marks: [MARK, 2000] },
      ],
      [
        'names a removed criterion that has a comment alone',
        { criteria: [understanding] },
        { ...changed, removed: ['C1.1-1'], marks: [2000, 2000] },
        evaluated({ 'C1.1-1': { comment: 'À revoir.' }, 'C1.1-2': { levelId: '4' } }),
      ],
      [
        'tells nothing of a removed criterion on which nothing was written',
        { criteria: [understanding] },
        { ...same, marks: [2000, 2000] },
        evaluated({ 'C1.1-2': { levelId: '4' } }),
      ],
      [
        'names a criterion whose level is gone, with that level',
        scaleWithout('3'),
        { ...changed, toJudgeAgain: ['C1.1-1: maîtrisé'], marks: [MARK, 2000] },
      ],
      [
        'names every criterion when the scale is another one, though an id is the same',
        { scale: otherScale },
        {
          ...changed,
          toJudgeAgain: ['C1.1-1: maîtrisé', 'C1.1-2: bien maîtrisé'],
          marks: [MARK, undefined],
        },
      ],
      [
        'counts what is not judged when the new grid does',
        { notJudged: 'zero' },
        { ...changed, marks: [1400, 450] },
        evaluated({ 'C1.1-1': { levelId: '3' }, 'C1.1-2': { notJudged: true } }),
      ],
      [
        'brings back what was written on a criterion that is there again',
        { criteria: [greeting, understanding, tidiness] },
        { ...changed, back: ['own-1'], marks: [MARK, 1350] },
        evaluated({ ...JUDGED, 'own-1': { levelId: '1' } }),
      ],
      [
        'brings back the level of a scale that is there again',
        {},
        { ...changed, back: ['C1.1-1'], marks: [2000, MARK] },
        evaluated({
          'C1.1-1': { formerLevels: [{ scaleId: 'lsl-pro', levelId: '3' }] },
          'C1.1-2': { levelId: '4' },
        }),
      ],
    ];
    for (const [title, grid, expected, evaluation = evaluated()] of cases) {
      it(title, () => assert.deepEqual(told(effect(evaluation, grid)), expected));
    }

    for (const presence of ['absent', 'excused'] as const) {
      it(`leaves ${presence} learners untouched, whatever the grid becomes`, () => {
        const evaluation = evaluated(JUDGED, { presence });
        const grid = { scale: otherScale, criteria: [greeting, understanding, tidiness] };
        assert.deepEqual(told(effect(evaluation, grid)), { ...same, marks: [undefined, undefined] });
      });
    }

    it('names what is kept of an absent learner on a removed criterion', () => {
      const { removed } = effect(evaluated(JUDGED, { presence: 'absent' }), { criteria: [greeting] });
      assert.deepEqual(removed, [understanding]);
    });

    it('drops an adjusted mark that the new maximum does not hold', () => {
      const adjusted = evaluated(JUDGED, { adjustment: { hundredths: 1500, reason: 'Effort' } });
      assert.equal(effect(adjusted, { maximumHundredths: 1000 }).adjustmentDropped, true);
      assert.equal(effect(adjusted, { maximumHundredths: 1500 }).adjustmentDropped, false);
    });

    it('says that a ready evaluation is so no more when something opens', () => {
      const ready = evaluated(JUDGED, {}, { ready: { at: NOW, by: teacher } });
      assert.equal(effect(ready, scaleWithout('3')).noLongerReady, true);
      assert.equal(effect(ready, { criteria: [greeting] }).noLongerReady, false);
      assert.equal(effect(evaluated(), scaleWithout('3')).noLongerReady, false);
    });

    it('reads a draft on the version that it was judged on', () => {
      const activity = movedTo(secondVersion({ scale: otherScale }));
      const late = evaluated(JUDGED, {}, { gridVersionId: 'grid-1@1' });
      const back = effectOn(late, { gridVersionId: 'grid-1@1', grid: welcomeGrid }, activity);
      assert.deepEqual(told(back), same);
    });
  });

  describe('on a publication', () => {
    const mark = (hundredths: number, maximumHundredths = 2000) => ({ hundredths, maximumHundredths });

    it('says that there is none', () => {
      assert.deepEqual(effect(evaluated(), { criteria: [understanding] }).published, { kind: 'none' });
    });

    it('tells the mark before and after, and that it would be sent', () => {
      assert.deepEqual(effect(published(), { criteria: [understanding] }).published, {
        kind: 'movable',
        at: NOW,
        sent: true,
        incomplete: false,
        before: mark(1800),
        after: mark(2000),
      });
    });

    it('sends nothing when the mark stays', () => {
      const moved = effect(published(), { criteria: [greeting, understanding, tidiness] });
      assert.deepEqual(moved.published, {
        kind: 'movable',
        at: NOW,
        sent: false,
        incomplete: false,
        before: mark(1800),
        after: mark(1800),
      });
    });

    it('sends the same number out of another maximum', () => {
      const half = published(evaluated({ 'C1.1-1': { levelId: '1' } }));
      const moved = effect(half, { maximumHundredths: 1000 }).published;
      assert.equal(moved.kind === 'movable' && moved.sent, true);
    });

    it('sends nothing where there is no gradebook', () => {
      const { gradeService: _none, ...activity } = welcomeActivity;
      const target = secondVersion({ criteria: [understanding] });
      const moved = effectOn(published(evaluated(), activity), target, activity).published;
      assert.equal(moved.kind === 'movable' && moved.sent, false);
    });

    it('judges what was published, not the draft that changed since', () => {
      const republish = {
        ...published(),
        content: { presence: 'present' as const, entries: {}, comment: '' },
      };
      const { draft, published: moved } = effect(republish, { criteria: [understanding] });
      assert.deepEqual(draft, {});
      assert.deepEqual(moved.kind === 'movable' && moved.after, mark(2000));
    });

    it('says that a publication which loses levels is incomplete', () => {
      const moved = effect(published(), scaleWithout('3')).published;
      assert.equal(moved.kind === 'movable' && moved.incomplete, true);
    });

    it('leaves a publication alone of which nothing would be judged', () => {
      assert.deepEqual(effect(published(), { scale: otherScale }).published, {
        kind: 'stuck',
        why: 'nothingJudged',
        before: mark(1800),
      });
    });

    it('leaves a publication alone whose adjusted mark is above the new maximum', () => {
      const evaluation = evaluated(JUDGED, { adjustment: { hundredths: 1500, reason: 'Effort' } });
      const { published: stuck, untouched } = effect(published(evaluation), { maximumHundredths: 1000 });
      assert.equal(stuck.kind === 'stuck' && stuck.why, 'adjustment');
      assert.equal(untouched, false);
    });

    it('moves the publication of an absent learner without a mark', () => {
      const absent = published(evaluated(JUDGED, { presence: 'absent' }));
      const { untouched, published: moved } = effect(absent, { scale: otherScale });
      assert.deepEqual(moved, { kind: 'movable', at: NOW, sent: false, incomplete: false });
      assert.equal(untouched, true);
    });

    it('knows a publication that is on the target already', () => {
      const activity = movedTo(secondVersion({ criteria: [understanding] }));
      const back = { gridVersionId: 'grid-1@1', grid: welcomeGrid };
      const kept = { ...published(), gridVersionId: 'grid-1@2' };
      assert.deepEqual(effectOn(kept, back, activity).published, { kind: 'current' });
      const { gridVersionId: _first, ...unnamed } = kept.publication as Publication;
      const older = { ...kept, publication: unnamed };
      assert.deepEqual(effectOn(older, back, activity).published, { kind: 'current' });
    });
  });

  describe('on certificative grids', () => {
    const certificative: Activity = {
      ...welcomeActivity,
      grid: { ...welcomeGrid, purpose: 'certificative' },
    };

    it('knows no mark and sends none, though the version were formative', () => {
      const target = secondVersion({ criteria: [understanding] });
      const { draft, published: moved } = effectOn(
        published(evaluated(), certificative),
        target,
        certificative,
      );
      assert.deepEqual(draft, {});
      assert.deepEqual(moved, { kind: 'movable', at: NOW, sent: false, incomplete: false });
    });

    it('names the closed evaluations', () => {
      const closing = { at: NOW, by: teacher, hash: 'ab' };
      const all = [evaluated(), evaluated(JUDGED, {}, { learnerSub: '22', closing })];
      assert.deepEqual(versionEffect(certificative, all, secondVersion()).closed, ['22']);
    });
  });
});
