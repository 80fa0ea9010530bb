import type { Activity } from '../../evaluation/activity.js';
import { gridFor } from '../../evaluation/movedGrid.js';
import { sends } from '../../evaluation/publish.js';
import { isHeld } from '../../evaluation/release.js';
import { type LearnerEffect, type VersionEffect } from '../../evaluation/versionEffect.js';
import type { Grid } from '../../grid/grid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { platformNames } from '../evaluation/deliveryView.js';
import type { Words } from '../language.js';
import type { AskedVersion } from './activityVersions.js';
import type { ApplyForm } from './applyForm.js';
import { changesView } from './changesView.js';
import { effectRow, type EffectRow } from './effectRow.js';
import { followsQuietly } from './republishedSubs.js';

/** Which publications are ticked: those we propose, none, or what a teacher had ticked. */
export type Ticked = 'proposed' | 'none' | Pick<ApplyForm, 'republish' | 'same'>;

interface ApplyView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly asked: AskedVersion;
  readonly effect: VersionEffect;
  readonly learners: readonly ListedLearner[];
  readonly ticked: Ticked;
  readonly shownDigest: string;
  readonly moved?: boolean;
  readonly now: Date;
}

/** Everything views/activity/apply.ejs may use: what a version would change, learner by learner. */
export function applyPage(view: ApplyView, words: Words) {
  const { session, activity, asked, effect, ticked, shownDigest, moved } = view;
  const { t } = words;
  const names = platformNames(session.platform.family, words);
  const grid = gridFor(activity, asked.grid);
  const rows = rowsOf(view, words);
  const quiet = effect.learners.filter(followsQuietly).length;
  const { kind } = asked;
  const facts = { version: asked.number ?? '', grid: asked.grid.title };
  return {
    title: t(`activity:${kind}.title`, facts),
    activityTitle: session.resourceLink?.title ?? activity.title,
    moved: moved ? t('activity:effect.moved') : '',
    closed: effect.closed.length > 0 ? t('activity:effect.closed', { count: effect.closed.length }) : '',
    lead: t(`activity:${kind}.lead`),
    purpose:
      asked.grid.purpose === activity.grid.purpose
        ? ''
        : t(`activity:effect.purpose.${activity.grid.purpose}`),
    changes: changesView(activity.grid, grid, words),
    totals: totalsOf(effect, rows, words),
    column: otherMaximum(activity, grid) ? t('activity:effect.column', { ...names }) : '',
    withMarks: activity.grid.purpose === 'formative',
    rows: rows.filter(({ untouched }) => !untouched),
    untouched: rows.filter(({ untouched }) => untouched).map(({ name }) => name),
    markHelp: t(`activity:effect.help.${activity.grid.purpose}`, { ...names }),
    tickAll: rows.some(({ publication }) => publication.canMove && !publication.quiet)
      ? {
          proposed: `apply?version=${encodeURIComponent(asked.gridVersionId)}`,
          none: `apply?version=${encodeURIComponent(asked.gridVersionId)}&tick=none`,
        }
      : undefined,
    same:
      quiet === 0
        ? undefined
        : { label: t('activity:effect.same', { count: quiet }), checked: isSameTicked(ticked) },
    fields: { version: asked.gridVersionId, from: activity.gridVersionId, shown: shownDigest },
    confirm: t(`activity:${kind}.confirm`, facts),
  };
}

/** A column keeps the maximum that it was made with, and the platform converts marks to it. */
const otherMaximum = (activity: Activity, { maximumHundredths }: Grid) =>
  sends(activity) && activity.grid.maximumHundredths !== maximumHundredths;

function rowsOf(view: ApplyView, words: Words): readonly EffectRow[] {
  const { effect, learners, activity, ticked } = view;
  const { stepHundredths } = view.asked.grid.rounding;
  const names = platformNames(view.session.platform.family, words);
  const effects = new Map(effect.learners.map((one) => [one.learnerSub, one]));
  return learners.flatMap((learner) => {
    const learnerEffect = effects.get(learner.sub);
    if (!learnerEffect) return [];
    const context = {
      names,
      held: isHeld(activity, view.now),
      steps: { before: activity.grid.rounding.stepHundredths, after: stepHundredths },
      ticked: isTicked(learnerEffect, ticked),
    };
    return [effectRow(learner, learnerEffect, context, words)];
  });
}

function isTicked(effect: LearnerEffect, ticked: Ticked): boolean {
  if (effect.published.kind !== 'movable' || ticked === 'none') return false;
  // A mark that leaves out what has to be judged again is sent only when a teacher says so.
  return ticked === 'proposed' ? !effect.published.incomplete : ticked.republish.has(effect.learnerSub);
}

const isSameTicked = (ticked: Ticked) => (typeof ticked === 'string' ? ticked === 'proposed' : ticked.same);

function totalsOf({ learners }: VersionEffect, rows: readonly EffectRow[], { t }: Words): readonly string[] {
  const count = (test: (effect: LearnerEffect) => boolean) => learners.filter(test).length;
  const totals: readonly [string, number][] = [
    ['toJudge', count(({ toJudgeAgain, added }) => toJudgeAgain.length + added.length > 0)],
    ['back', count(({ back }) => back.length > 0)],
    ['marks', rows.filter(({ publication }) => publication.canMove && publication.changes).length],
    ['stuck', count(({ published }) => published.kind === 'stuck')],
    ['kept', count(({ removed }) => removed.length > 0)],
    ['noLongerReady', count(({ noLongerReady }) => noLongerReady)],
    ['untouched', count(({ untouched }) => untouched)],
  ];
  return [
    t(`activity:total.evaluated`, { count: learners.length }),
    ...totals.flatMap(([name, number]) =>
      number > 0 ? [t(`activity:total.${name}`, { count: number })] : [],
    ),
  ];
}
