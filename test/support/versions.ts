import type { Activity } from '../../src/evaluation/activity.js';
import type { Grid, GridCriterion } from '../../src/grid/grid.js';
import type { Scale } from '../../src/grid/scale.js';
import type { TargetVersion } from '../../src/evaluation/versionEffect.js';
import { welcomeActivity, welcomeGrid } from './activities.js';

/** The second version of the welcome grid. */
export const secondVersion = (changes: Partial<Grid> = {}): TargetVersion => ({
  gridVersionId: 'grid-1@2',
  grid: { ...welcomeGrid, ...changes },
});

/** The welcome activity once another version was applied to it, everything done. */
export const movedTo = (
  { gridVersionId, grid }: TargetVersion,
  activity: Activity = welcomeActivity,
): Activity => ({
  ...activity,
  gridVersionId,
  grid,
  pastGrids: [
    {
      gridVersionId: activity.gridVersionId,
      grid: activity.grid,
      until: new Date('2040-01-16T09:00:00Z'),
    },
  ],
});

/** The criteria of the welcome grid, weighing 1 and 2. */
export const [greeting, understanding] = welcomeGrid.criteria as readonly [GridCriterion, GridCriterion];

export const tidiness: GridCriterion = {
  id: 'own-1',
  text: 'Le poste de travail est rangé.',
  competencyCodes: ['1.1'],
  weightHundredths: 100,
};

/** Another scale, one of whose levels has the id of one of the welcome grid's. */
export const otherScale: Scale = {
  id: 'acquis',
  name: 'Non acquis / acquis',
  levels: [
    { id: 'NA', label: 'non acquis', code: 'NA', sharePercent: 0, sign: 'empty' },
    { id: '4', label: 'acquis', code: 'A', sharePercent: 100, sign: 'full' },
  ],
};
