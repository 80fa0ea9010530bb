import type { Activity } from '../../../src/evaluation/activity.js';
import type { Grid } from '../../../src/grid/grid.js';
import type { GradeService, Scope } from '../../../src/platform/launchSession.js';

const AGS_SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope';

/** Everything Moodle offers, with the activity's own column. */
export const gradeServiceOf = (lineItemsUrl: string, lineItemUrl: string): GradeService => ({
  scopes: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map((name) => `${AGS_SCOPE}/${name}`),
  lineItemsUrl,
  lineItemUrl,
});

export function activityOf(scope: Scope, name: string, grid: Grid, gradeService: GradeService): Activity {
  return {
    ...scope,
    id: `activity-${name}`,
    resourceLinkId: `link-${name}`,
    title: grid.title,
    gridVersionId: `grid-${name}`,
    grid,
    gradeService,
    createdBy: 'teacher-1',
    createdAt: new Date(),
  };
}
