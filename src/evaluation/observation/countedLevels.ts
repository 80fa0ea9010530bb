import type { Level, Scale } from '../../grid/scale.js';
import type { Activity } from '../activity.js';
import { isSameScale } from '../carriedContent.js';
import { gridOf } from '../gridOf.js';
import { byDay, mayCount, type AutomaticRule, type Observation } from './observation.js';

/** The level that a rule gives on one criterion, and the observations that make it, the latest first. */
export interface CountedLevel {
  readonly level: Level;
  readonly from: readonly Seen[];
}

/** One observation's level on a criterion, as the activity's scale knows it. */
interface Seen {
  readonly observation: Observation;
  readonly level: Level;
}

type Versions = Pick<Activity, 'grid' | 'gridVersionId' | 'pastGrids'>;

/**
 * What a rule makes of a learner's observations, criterion by criterion of the activity's grid. Levels of a scale
 * that the grid left do not count.
 */
export function countedLevels(
  observations: readonly Observation[],
  activity: Versions,
  rule: AutomaticRule,
): ReadonlyMap<string, CountedLevel> {
  const counted = activity.grid.criteria.flatMap(({ id }): [string, CountedLevel][] => {
    const level = RULES[rule](seenOn(id, observations, activity), activity.grid.scale);
    return level ? [[id, level]] : [];
  });
  return new Map(counted);
}

/** The observations that count on a criterion, the latest first. */
function seenOn(
  criterionId: string,
  observations: readonly Observation[],
  activity: Versions,
): readonly Seen[] {
  return observations
    .filter(mayCount)
    .toSorted((a, b) => byDay(b, a))
    .flatMap((observation) => {
      const level = levelNow(observation, criterionId, activity);
      return level ? [{ observation, level }] : [];
    });
}

/** An observation's level on a criterion; undefined where it has none that the activity's scale still has. */
export function levelNow(
  observation: Observation,
  criterionId: string,
  activity: Versions,
): Level | undefined {
  const { levelId } = observation.entries[criterionId] ?? {};
  if (levelId === undefined) return undefined;
  const scale = activity.grid.scale;
  if (!isSameScale(gridOf(activity, observation).scale, scale)) return undefined;
  return levelOf(scale, levelId);
}

/** An observation's level on a criterion as it was judged, whatever scale the activity has now. */
export const levelThen = (
  observation: Observation,
  criterionId: string,
  activity: Versions,
): Level | undefined =>
  levelOf(gridOf(activity, observation).scale, observation.entries[criterionId]?.levelId);

const levelOf = ({ levels }: Scale, levelId: string | undefined) => levels.find(({ id }) => id === levelId);

type Rule = (seen: readonly Seen[], scale: Scale) => CountedLevel | undefined;

const RULES: Readonly<Record<AutomaticRule, Rule>> = {
  last: ([latest]) => latest && { level: latest.level, from: [latest] },

  best: (seen, { levels }) => {
    const reached = levels.filter((level) => seen.some((one) => one.level === level));
    const level = reached.reduce<Level | undefined>(higher, undefined);
    return level && { level, from: seen.filter((one) => one.level === level) };
  },

  mean: (seen, { levels }) => {
    const level = seen.length > 0 ? nearestToMean(seen, levels) : undefined;
    return level && { level, from: seen };
  },
};

/** Of two levels of one scale, in its order: the one of the greater share, and of equal shares the later one. */
const higher = (best: Level | undefined, level: Level): Level =>
  best && best.sharePercent > level.sharePercent ? best : level;

/** Half-way between two levels is the higher one. Whole numbers throughout: the mean is never rounded. */
function nearestToMean(seen: readonly Seen[], levels: readonly Level[]): Level | undefined {
  const sum = seen.reduce((total, { level }) => total + level.sharePercent, 0);
  const distance = ({ sharePercent }: Level) => Math.abs(sharePercent * seen.length - sum);
  const least = Math.min(...levels.map(distance));
  const nearest = levels.filter((level) => distance(level) === least);
  const level = nearest.reduce<Level | undefined>(higher, undefined);
  // Levels may share a share: then it is one that somebody saw.
  const alike = nearest.filter((one) => one.sharePercent === level?.sharePercent);
  return alike.findLast((one) => seen.some((other) => other.level === one)) ?? level;
}
