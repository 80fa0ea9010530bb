import type { Framework } from '../../framework/framework.js';
import { buildGrid } from '../../grid/buildGrid.js';
import type { Scale } from '../../grid/scale.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import { parseAttachFields, type AttachFields } from './attachForm.js';

/** The grid as it will be, for views/attach/preview.ejs; undefined while the choice is not complete. */
export function previewOf(
  { framework, scales }: { framework: Framework; scales: readonly Scale[] },
  fields: AttachFields,
  { t, locale }: Words,
) {
  const parsed = parseAttachFields(fields, scales);
  if (parsed.kind === 'problems') return undefined;
  const grid = buildGrid(framework, parsed.choice);
  const total = grid.criteria.reduce((sum, { weightHundredths }) => sum + weightHundredths, 0);
  const competencyTitles = new Map(
    framework.blocks.flatMap((block) =>
      block.groups.flatMap((group) => group.competencies.map(({ code, title }) => [code, title] as const)),
    ),
  );
  return {
    title: grid.title,
    levels: grid.scale.levels,
    rows: grid.criteria.map((criterion, i) => {
      const [competency = ''] = criterion.competencyCodes;
      const [before] = grid.criteria[i - 1]?.competencyCodes ?? [];
      return {
        heading: competency === before ? '' : `${competency} ${competencyTitles.get(competency) ?? ''}`,
        text: criterion.text,
        weight: formatHundredths(criterion.weightHundredths, locale),
        percent: Math.round((criterion.weightHundredths / total) * 100),
      };
    }),
    columns: grid.scale.levels.length + 2,
    rule:
      grid.purpose === 'certificative'
        ? t('attach:rule.certificative')
        : t('attach:rule.formative', {
            maximum: formatHundredths(grid.maximumHundredths, locale),
            rule: t(`evaluation:rounding.${grid.rounding.direction}.${grid.rounding.stepHundredths}`),
          }),
    shares: grid.scale.levels.map((level) => `${level.label} ${level.sharePercent} %`).join(' · '),
  };
}
