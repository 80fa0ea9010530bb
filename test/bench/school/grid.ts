import { criterionPlaces } from '../../../src/framework/frameworkIndex.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { buildGrid, DEFAULT_ROUNDING } from '../../../src/grid/buildGrid.js';
import type { Grid } from '../../../src/grid/grid.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { readScales } from '../../../src/scalesFile.js';

/** A formative grid of the framework's first criteria, out of 20; the three blocks hold 40. */
export function gridOf(criteria: number): Grid {
  const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));
  const [scale] = readScales(new URL('config/scales.json', projectRoot));
  const codes = criterionPlaces(framework).map(({ criterion }) => criterion.code);
  if (!scale || codes.length < criteria) throw new RangeError(`There are no ${criteria} criteria.`);
  return buildGrid(framework, {
    title: 'Accueil téléphonique — l’appel difficile',
    scale,
    weights: new Map(codes.slice(0, criteria).map((code) => [code, 100])),
    maximumHundredths: 2000,
    rounding: DEFAULT_ROUNDING,
    purpose: 'formative',
  });
}
