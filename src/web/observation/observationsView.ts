import type { Activity } from '../../evaluation/activity.js';
import { isOnFormerVersion, gridOf } from '../../evaluation/gridOf.js';
import { levelThen } from '../../evaluation/observation/countedLevels.js';
import { byDay, stands, type Observation } from '../../evaluation/observation/observation.js';
import { isSameScale } from '../../evaluation/carriedContent.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { formatMoment } from '../formatting.js';
import { actorName } from '../evaluation/people.js';
import { occasionView } from './occasionView.js';

/** The grid is not to be pushed out of sight: older ones are unfolded. */
const MOST_ROWS = 4;

/** What views/observation/strip.ejs shows: a learner's observations, the latest first; undefined where there are none. */
export function observationsView({ activity, evaluation, learner }: LearnerDesk, now: Date, words: Words) {
  const { t } = words;
  const { observations = [], counted, closing } = evaluation;
  const { counting } = activity;
  if (!counting && observations.length === 0) return undefined;
  const standing = observations.filter(stands).toSorted((a, b) => byDay(b, a));
  const path = `learners/${encodeURIComponent(learner.sub)}/observations`;
  const context = { activity, now, path };
  const rows = standing.map((observation) => rowOf(observation, context, words));
  const shown = rows.length > MOST_ROWS ? MOST_ROWS - 1 : rows.length;
  const released = (counted?.byHand ?? []).filter((id) => counted?.levels[id] !== undefined);
  const editable = !closing;
  return {
    heading: t('observation:heading', { count: standing.length }),
    count: standing.length,
    rule: standing.length > 0 && counting ? t(`observation:rule.${counting}`) : '',
    empty: standing.length === 0 ? t('observation:empty') : '',
    newPath: editable && counting ? `${path}/new` : '',
    rows: rows.slice(0, shown),
    older: rows.slice(shown),
    olderLabel: t('observation:older', { count: rows.length - shown }),
    releaseAll:
      editable && released.length > 1 ? t('observation:releaseAll', { count: released.length }) : '',
    removed: editable
      ? observations.filter((one) => !stands(one)).map((one) => removedOf(one, context, words))
      : [],
  };
}

interface StripContext {
  readonly activity: Activity;
  readonly now: Date;
  /** Of the learner's observations, below the session's. */
  readonly path: string;
}

function rowOf(observation: Observation, { activity, now, path }: StripContext, words: Words) {
  const grid = gridOf(activity, observation);
  const levels = grid.criteria.map(({ id, text }) => ({ text, level: levelThen(observation, id, activity) }));
  return {
    ...occasionView(observation, now, words),
    path: `${path}/${encodeURIComponent(observation.id)}`,
    signs: observation.absent
      ? []
      : levels.map(({ text, level }) => ({
          sign: level?.sign ?? '',
          levelClass: level ? levelClass(level) : '',
          title: level ? `${level.label} – ${text}` : '',
        })),
    summary: summaryOf(observation, grid.scale.levels, levels, words),
    notes: notesOf(observation, activity, words),
  };
}

type Levels = ReturnType<typeof gridOf>['scale']['levels'];

/** « 2 maîtrisé, 1 bien maîtrisé », for those who do not see the signs. */
function summaryOf(
  { absent }: Observation,
  scale: Levels,
  seen: readonly { level: Levels[number] | undefined }[],
  { t }: Words,
): string {
  if (absent) return '';
  const counts = scale
    .map((level) => ({ label: level.label, count: seen.filter((one) => one.level === level).length }))
    .filter(({ count }) => count > 0);
  return counts.length > 0
    ? counts.map(({ label, count }) => `${count} ${label}`).join(', ')
    : t('observation:noLevel');
}

/** Why an observation, or its levels, do not count. */
export function notesOf(observation: Observation, activity: Activity, { t }: Words): readonly string[] {
  const former =
    isOnFormerVersion(activity, observation) &&
    !isSameScale(gridOf(activity, observation).scale, activity.grid.scale);
  return [
    ...(observation.absent ? [t('observation:note.absent')] : []),
    ...(observation.leftOut ? [t('observation:note.leftOut')] : []),
    ...(former ? [t('observation:note.formerScale')] : []),
  ];
}

function removedOf(observation: Observation, { now, path }: StripContext, words: Words) {
  const { removed } = observation;
  return {
    ...occasionView(observation, now, words),
    when: removed
      ? words.t('observation:removedBy', {
          who: actorName(removed.by, words),
          when: formatMoment(removed.at, now, words.locale),
        })
      : '',
    restorePath: `${path}/${encodeURIComponent(observation.id)}/restore`,
  };
}
