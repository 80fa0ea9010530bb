/** Where a criterion stands on the learner's page, whatever version of the grid that shows. */
export const criterionAnchor = (criterionId: string): string =>
  `attendu-${criterionId.replaceAll(/[^\w-]/g, '-')}`;
