import type { Activity } from '../../evaluation/activity.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import {
  countedLevels,
  levelNow,
  levelThen,
  type CountedLevel,
} from '../../evaluation/observation/countedLevels.js';
import { byDay, mayCount, stands, type Observation } from '../../evaluation/observation/observation.js';
import { automaticRule } from '../../evaluation/observation/recount.js';
import type { GridCriterion } from '../../grid/grid.js';
import { formatHundredths, formatPercent } from '../formatting.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { levelRequest } from './levelRequest.js';
import { occasionText, occasionView } from './occasionView.js';

export interface ObservedContext {
  readonly activity: Activity;
  readonly evaluation: Pick<Evaluation, 'observations' | 'counted'>;
  readonly now: Date;
}

export type ObservedCriterion = NonNullable<ReturnType<ReturnType<typeof observedCriteria>>>;

/**
 * Gives, for each criterion of the grid, what views/observation/criterion.ejs shows beneath its levels: what was
 * seen on each occasion, and what the rule makes of it. Nothing where nobody saw it.
 *
 * @param chosenOf the level that stands in the form, by criterion id.
 */
export function observedCriteria(context: ObservedContext, words: Words) {
  const { activity, evaluation } = context;
  const observations = (evaluation.observations ?? []).filter(stands).toSorted((a, b) => byDay(b, a));
  const rule = automaticRule(activity);
  const byHandIds = new Set(evaluation.counted?.byHand);
  const counted = rule ? countedLevels(observations, activity, rule) : new Map<string, CountedLevel>();

  return ({ id }: GridCriterion, chosen: string) => {
    const made = counted.get(id);
    const byHand = byHandIds.has(id);
    // All that count make a mean: then it is those that do not which are told.
    const from = made && !byHand && rule !== 'mean' ? made.from : [];
    const seen = observations.flatMap((observation) => {
      const one = seenOne(observation, id, { context, chosen, from }, words);
      return one ? [one] : [];
    });
    if (seen.length === 0 && !byHand) return undefined;
    return {
      seen,
      choice: byHand ? choiceOf(id, made, chosen, words) : undefined,
      why: made && !byHand ? whyOf(id, made, context, words) : undefined,
    };
  };
}

interface SeenContext {
  readonly context: ObservedContext;
  readonly chosen: string;
  /** Those that make the level. */
  readonly from: CountedLevel['from'];
}

/** One occasion's level and comment; undefined where it says nothing of the criterion. */
function seenOne(
  observation: Observation,
  criterionId: string,
  { context, chosen, from }: SeenContext,
  words: Words,
) {
  const { activity, now } = context;
  const level = levelThen(observation, criterionId, activity);
  const { comment = '' } = observation.entries[criterionId] ?? {};
  if (observation.absent || (!level && comment === '')) return undefined;
  const occasion = occasionView(observation, now, words);
  const current = levelNow(observation, criterionId, activity);
  const takes = activity.counting === 'byHand' && current !== undefined;
  return {
    occasion: occasionText(occasion),
    isoDay: occasion.isoDay,
    title: occasion.title,
    comment,
    level: level && { code: level.code, label: level.label, sign: level.sign, levelClass: levelClass(level) },
    counts: from.some((one) => one.observation === observation),
    note: noteOf(observation, current !== undefined, words),
    take: takes ? levelRequest.take(observation.id, criterionId) : '',
    levelId: current?.id ?? '',
    taken: current?.id === chosen,
  };
}

/** Why what was seen counts in no rule. */
function noteOf(observation: Observation, isOnScale: boolean, { t }: Words): string {
  if (!mayCount(observation)) return t('observation:note.leftOut');
  return isOnScale ? '' : t('observation:note.formerScale');
}

/** A level that the teacher chose against the rule, and the way back. */
function choiceOf(criterionId: string, made: CountedLevel | undefined, chosen: string, { t }: Words) {
  const same = made?.level.id === chosen;
  return {
    text: t('observation:choice.byHand'),
    rule: !made
      ? ''
      : same
        ? t('observation:choice.same')
        : t('observation:choice.rule', { level: made.level.label }),
    release: made ? levelRequest.release(criterionId) : '',
  };
}

/** « Pourquoi ce niveau ? » */
function whyOf(
  criterionId: string,
  { level, from }: CountedLevel,
  { activity, now }: ObservedContext,
  words: Words,
) {
  const { t, locale } = words;
  const rule = automaticRule(activity) ?? 'last';
  const sum = from.reduce((total, one) => total + one.level.sharePercent, 0);
  const [latest] = from;
  const facts = {
    level: level.label,
    count: from.length,
    when: latest ? occasionText(occasionView(latest.observation, now, words)) : '',
    mean: percentText(sum / from.length, words),
    share: formatPercent(level.sharePercent, locale),
  };
  return {
    text: t(`observation:why.${rule}`, facts),
    from:
      rule === 'mean'
        ? from.map((one) => ({
            text: occasionText(occasionView(one.observation, now, words)),
            level: one.level.label,
            share: formatPercent(one.level.sharePercent, locale),
          }))
        : [],
    fix: levelRequest.fix(criterionId),
  };
}

/** A mean of whole percents, to the hundredth. */
const percentText = (percent: number, { locale }: Words): string =>
  `${formatHundredths(Math.round(percent * 100), locale)}${locale === 'fr' ? '\u00a0' : ''}%`;
