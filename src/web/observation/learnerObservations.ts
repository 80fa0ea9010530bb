import type { Activity } from '../../evaluation/activity.js';
import type { Publication } from '../../evaluation/evaluation.js';
import { gridOf, versionOf } from '../../evaluation/gridOf.js';
import { countedLevels, levelThen, type CountedLevel } from '../../evaluation/observation/countedLevels.js';
import { byDay, mayCount, type Observation } from '../../evaluation/observation/observation.js';
import type { Level } from '../../grid/scale.js';
import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import { notesOf } from './observationsView.js';
import { noonOf, occasionText } from './occasionView.js';

/** One occasion as a learner reads it on a criterion; see views/observation/learnerCriterion.ejs. */
export interface LearnerSeen {
  readonly occasion: string;
  readonly level: Level | undefined;
  readonly comment: string;
  readonly counts: boolean;
  readonly note: string;
}

/**
 * What was observed beside a publication, as it was then: views/observation/learner.ejs shows the occasions,
 * `onCriterion` gives what was seen on one criterion. Undefined where nothing was observed.
 */
export function learnerObservations(publication: Publication | undefined, activity: Activity, words: Words) {
  const { t } = words;
  const published = publication?.observations;
  if (!publication || !published) return undefined;
  const all = published.all.toSorted((a, b) => byDay(b, a));
  const versions = {
    ...activity,
    grid: gridOf(activity, publication),
    gridVersionId: versionOf(activity, publication),
  };
  const counted = published.rule
    ? countedLevels(all, versions, published.rule)
    : new Map<string, CountedLevel>();
  const byHand = new Set(published.byHand);

  const onCriterion = (criterionId: string): readonly LearnerSeen[] =>
    all.flatMap((observation) => {
      const level = levelThen(observation, criterionId, activity);
      const { comment = '' } = observation.entries[criterionId] ?? {};
      if (observation.absent || (!level && comment === '')) return [];
      const isMarked = published.rule !== 'mean' && !byHand.has(criterionId);
      const from = isMarked ? (counted.get(criterionId)?.from ?? []) : [];
      const note = mayCount(observation) ? '' : t('observation:note.leftOut');
      const counts = from.some((one) => one.observation === observation);
      return [{ occasion: occasionText(occasionOf(observation, words)), level, comment, counts, note }];
    });

  return {
    rule: t(`observation:learner.rule.${published.rule ?? 'byHand'}`),
    occasions: all.map((observation) => ({
      ...occasionOf(observation, words),
      title: observation.title ?? '',
      comment: observation.comment,
      notes: notesOf(observation, versions, words),
    })),
    onCriterion,
  };
}

/** With its year: a learner may read it long after. */
const occasionOf = ({ observedOn, situation, source }: Observation, { t, locale }: Words) => ({
  day: formatDate(noonOf(observedOn), locale),
  isoDay: observedOn,
  situation: t(`observation:situation.${situation}`),
  tutor: source === 'tutor' ? t('observation:learner.tutor') : '',
});
