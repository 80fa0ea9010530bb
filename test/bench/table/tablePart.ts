import { chromium } from 'playwright-core';
import { interleaved } from '../measure/interleaved.js';
import { median, medianRatio, percentile } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { evaluateClass } from '../pages/pagesPart.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { learners, teacher } from '../platform/people.js';
import { serveGradebook } from '../platform/serveGradebook.js';
import { atMost, decimals, spread, type Section } from '../report/section.js';
import { gridOf } from '../school/grid.js';
import { startTool } from '../tool/startTool.js';
import { serveBareTable } from './bareTable.js';
import { measurePaints, type Paints, type TableSubject } from './paints.js';

const CRITERIA = 40;

const ABOUT = `The table of a class in Chromium, ${learners.length} learners × ${CRITERIA} criteria, all evaluated and published: opened by a browser that has
none of its files, then judged by keyboard, one digit after the other, each stroke saved meanwhile. Beside it a bare
table of as many cells, without session, store, style or names, whose script writes the digit and moves the focus. First
paint runs from the request to the first content on the screen; input to paint from the key to the end of the frame that
shows it, the wait for that frame included (16.7 ms at most). Medians over rounds (least–most) of each round's own;
ratios are medians of each round's own.`;

/** First paint and input to paint, beside the least that a table can be. */
export async function tablePart({ warmUp, rounds }: Effort): Promise<Section> {
  const platform = await BenchPlatform.start();
  serveGradebook(platform);
  const bare = await serveBareTable(learners.length, CRITERIA);
  const tool = await startTool({ platform, grid: gridOf(CRITERIA), connections: 1, fill: evaluateClass });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const { visitor, url } = await tool.launch(teacher);
    const subjects: readonly TableSubject[] = [
      { name: 'the table', url: new URL('class/table', url).href, cookies: visitor.cookies },
      { name: 'a bare table', url: bare.url, cookies: new Map() },
    ];
    const measure = (subject: TableSubject) => measurePaints(browser, subject);
    await interleaved(subjects, { ...warmUp, most: 1 }, measure);
    return section(subjects, await interleaved(subjects, rounds, measure));
  } finally {
    await browser.close();
    await tool.stop();
    await bare.stop();
    await platform.stop();
  }
}

const FIGURES = {
  first: ({ first }: Paints) => first,
  p50: ({ keys }: Paints) => percentile(keys, 0.5),
  p95: ({ keys }: Paints) => percentile(keys, 0.95),
};

function section(subjects: readonly TableSubject[], measures: readonly (readonly Paints[])[]): Section {
  const figures = (place: number, figure: keyof typeof FIGURES) =>
    (measures[place] ?? []).map(FIGURES[figure]);
  const shown = (place: number, figure: keyof typeof FIGURES) =>
    spread(figures(place, figure), median(figures(place, figure)), 0);
  const beside = (place: number, figure: keyof typeof FIGURES) =>
    decimals(medianRatio(figures(place, figure), figures(1, figure)), 2);
  return {
    title: 'Table',
    about: ABOUT,
    tables: [
      {
        columns: [
          '',
          'first paint ms',
          'input to paint, p50 ms',
          'p95 ms',
          'first paint × bare',
          'p50 × bare',
        ],
        rows: subjects.map(({ name }, place) => [
          name,
          shown(place, 'first'),
          shown(place, 'p50'),
          shown(place, 'p95'),
          beside(place, 'first'),
          beside(place, 'p50'),
        ]),
      },
    ],
    targets: [
      atMost('first paint of the table, 36 × 40', 1000, median(figures(0, 'first')), ' ms'),
      atMost('input to paint in the table, p95', 50, median(figures(0, 'p95')), ' ms'),
    ],
  };
}
