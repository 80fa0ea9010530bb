import type { Competency, CriterionPlace, Framework } from './framework.js';

/** Every criterion of a framework with its place, in the official order. */
export function criterionPlaces(framework: Framework): readonly CriterionPlace[] {
  return framework.blocks.flatMap((block) =>
    block.groups.flatMap((group) =>
      group.competencies.flatMap((competency) =>
        competency.criteria.map((criterion) => ({ criterion, competency, group, block })),
      ),
    ),
  );
}

/** Every competency of a framework, in the official order. */
export function competencies(framework: Framework): readonly Competency[] {
  return framework.blocks.flatMap((block) => block.groups.flatMap((group) => group.competencies));
}
