import { writeFile } from 'node:fs/promises';
import { deliveryPart } from './delivery/deliveryPart.js';
import { launchPart } from './launch/launchPart.js';
import { gridsPart } from './grids/gridsPart.js';
import { readOptions, type Effort, type Part } from './options.js';
import { pagesPart } from './pages/pagesPart.js';
import { markdown } from './report/markdown.js';
import type { Section } from './report/section.js';
import { scalePart } from './scale/scalePart.js';
import { tablePart } from './table/tablePart.js';

const parts: Record<Part, (effort: Effort) => Promise<Section>> = {
  launch: launchPart,
  scale: scalePart,
  delivery: deliveryPart,
  pages: pagesPart,
  grids: gridsPart,
  table: tablePart,
};

const RESULTS = new URL('RESULTS.md', import.meta.url);

process.once('SIGINT', () => process.exit(130));

const options = readOptions(process.argv.slice(2));
const start = performance.now();
const sections: Section[] = [];
for (const part of options.parts) {
  console.error(`${part}…`);
  sections.push(await parts[part](options.effort));
}
const results = await markdown(sections, options, (performance.now() - start) / 1000);
console.log(results);
// A part of the bench, or a quick one, is to look at: the file holds whole runs.
if (!options.quick && options.parts.length === Object.keys(parts).length) await writeFile(RESULTS, results);
