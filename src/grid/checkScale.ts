import { GRID_LIMITS, isGridId, isWithin, repeatedIndexes, textFault } from './gridProblem.js';
import type { GridProblem, ScaleRule } from './gridProblem.js';
import type { Level, Scale } from './scale.js';

/**
 * What is wrong with a scale: two to six levels, each with its own id and short code, a label and a share from
 * 0 to 100 % that does not fall from one level to the next.
 *
 * @returns every problem in the order of the levels, empty when there is none.
 */
export function checkScale({ name, levels }: Scale): readonly GridProblem[] {
  const nameFault = textFault(name, GRID_LIMITS.scaleName);
  const repeatedIds = repeatedIndexes(levels.map(({ id }) => id));
  const repeatedCodes = repeatedIndexes(levels.map(({ code }) => code.trim()));
  const wide: readonly (ScaleRule | false)[] = [
    nameFault === 'missing' && 'scaleNameMissing',
    nameFault === 'tooLong' && 'scaleNameTooLong',
    !isWithin(levels.length, GRID_LIMITS.levels) && 'scaleSize',
  ];
  const own = levels.flatMap((level, index) => {
    const rules: readonly (ScaleRule | false)[] = [
      ...levelRules(level),
      repeatedIds.includes(index) && 'levelIdTwice',
      repeatedCodes.includes(index) && level.code.trim() !== '' && 'levelCodeTwice',
      isShare(level.sharePercent) && level.sharePercent < shareBefore(levels, index) && 'levelShareFalls',
    ];
    return rules.filter((rule) => rule !== false).map((rule) => levelProblem(rule, level, index));
  });
  return [
    ...wide.filter((rule) => rule !== false).map((rule) => ({ rule, part: 'grid' as const, index: 0 })),
    ...own,
  ];
}

const isShare = (percent: number) => isWithin(percent, { least: 0, most: 100 });

const shareBefore = (levels: readonly Level[], index: number) =>
  Math.max(
    0,
    ...levels
      .slice(0, index)
      .map(({ sharePercent }) => sharePercent)
      .filter(isShare),
  );

function levelRules(level: Level): readonly (ScaleRule | false)[] {
  const labelFault = textFault(level.label, GRID_LIMITS.levelLabel);
  const codeFault = textFault(level.code, GRID_LIMITS.levelCode);
  return [
    !isGridId(level.id) && 'levelIdShape',
    labelFault === 'missing' && 'levelLabelMissing',
    labelFault === 'tooLong' && 'levelLabelTooLong',
    codeFault === 'missing' && 'levelCodeMissing',
    codeFault === 'tooLong' && 'levelCodeTooLong',
    !isShare(level.sharePercent) && 'levelShareRange',
    textFault(level.descriptor ?? '', GRID_LIMITS.descriptor) === 'tooLong' && 'levelDescriptorTooLong',
  ];
}

const levelProblem = (rule: ScaleRule, { label, code, id }: Level, index: number): GridProblem => ({
  rule,
  part: 'level',
  index,
  name: label.trim() || code.trim() || id,
});
