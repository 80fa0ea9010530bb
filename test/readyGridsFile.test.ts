import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { competencies, criterionPlaces } from '../src/framework/frameworkIndex.js';
import { readFramework } from '../src/frameworkFile.js';
import { projectRoot } from '../src/projectRoot.js';
import { readReadyGrids } from '../src/readyGridsFile.js';

const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));

describe('the ready grids of config/grids', () => {
  const grids = readReadyGrids(new URL('config/grids/', projectRoot), framework);
  const places = new Map(criterionPlaces(framework).map((place) => [place.criterion.code, place]));
  const placesOf = (grid: (typeof grids)[number]) =>
    grid.criteria.map(({ criterionCode }) => {
      const place = places.get(criterionCode);
      assert.ok(place);
      return place;
    });

  it('are nine, three of them shown first, one from each block', () => {
    assert.equal(grids.length, 9);
    const featured = grids.filter((grid) => grid.featured).map((grid) => placesOf(grid).at(-1)?.block.code);
    assert.deepEqual(featured, ['B1', 'B2', 'B3']);
  });

  it('together touch every competency of the three blocks', () => {
    const touched = new Set(grids.flatMap((grid) => placesOf(grid).map(({ competency }) => competency.code)));
    assert.deepEqual(
      [...touched].sort(),
      competencies(framework).map(({ code }) => code),
    );
  });

  it('are short enough to judge while the learner acts', () => {
    for (const { title, criteria } of grids) {
      assert.ok(criteria.length >= 4 && criteria.length <= 8, `${title}: ${criteria.length}`);
    }
  });
});

describe('readReadyGrids', () => {
  let directory: string;
  const write = (file: string, content: unknown) =>
    writeFileSync(path.join(directory, file), JSON.stringify(content));
  const read = () => readReadyGrids(pathToFileURL(`${directory}/`), framework);
  const grid = {
    id: 'one',
    title: 'Une situation',
    situation: 'Un visiteur arrive.',
    featured: false,
    criteria: [
      { code: 'C1.2-2', weight: 1.5 },
      { code: 'C1.1-1', weight: 0.07 },
    ],
  };

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'attendus-test-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("gives criteria in the framework's order, weights in whole hundredths", () => {
    write('one.json', grid);
    assert.deepEqual(read()[0]?.criteria, [
      { criterionCode: 'C1.1-1', weightHundredths: 7 },
      { criterionCode: 'C1.2-2', weightHundredths: 150 },
    ]);
  });

  it('names every problem of every file at once', () => {
    write('1.json', { ...grid, criteria: [{ code: 'C9.9-1', weight: 1 }] });
    write('2.json', { ...grid, id: 'two', criteria: [...grid.criteria, { code: 'C1.1-1', weight: 1 }] });
    write('3.json', { ...grid, id: 'three', situation: '' });
    write('4.json', { ...grid, id: 'two' });
    assert.throws(read, (error: Error) => {
      assert.match(error.message, /1\.json: the framework has no criterion C9\.9-1/);
      assert.match(error.message, /2\.json: C1\.1-1 is named twice/);
      assert.match(error.message, /3\.json: .*situation/s);
      assert.match(error.message, /two is the id of two grids/);
      return true;
    });
  });
});
