import type { Activity } from '../../../src/evaluation/activity.js';
import type { Stores } from '../../../src/storage/stores.js';
import { floorSubject } from '../launch/floorSubject.js';
import { concurrently } from '../measure/concurrently.js';
import { interleaved } from '../measure/interleaved.js';
import type { MeasuredProcess } from '../measure/measuredProcess.js';
import { median, medianRatio, percentile } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { learners, teacher } from '../platform/people.js';
import { serveGradebook } from '../platform/serveGradebook.js';
import { atMost, decimals, spread, type Section } from '../report/section.js';
import { draftOf, publishedOf, sentOf } from '../school/evaluation.js';
import { gridOf } from '../school/grid.js';
import { startTool } from '../tool/startTool.js';
import { floorPageOfSize } from './floorPage.js';

const CRITERIA = 40;

/** Teachers at work at one moment. */
const WIDTH = 4;

const ABOUT = `A teacher's class page and one learner's grid, ${learners.length} learners × ${CRITERIA} criteria, all evaluated and published. Beside
each, an Express 5 page of as many bytes from one EJS loop, three escaped values a line, without session, store or
headers. ${WIDTH} requests at once over kept-alive connections; latency as the generator, on the same machine, sees it. p99 is
the median over rounds of each round's own; ratios are medians of each round's own.`;

interface PageSubject {
  readonly name: string;
  readonly process: MeasuredProcess;
  readonly kilobytes: number;
  readonly get: () => Promise<unknown>;
}

interface PageMeasure {
  readonly p50: number;
  readonly p99: number;
  readonly cpuMilliseconds: number;
}

/** How fast the teacher's two main pages are, beside pages of the same size. */
export async function pagesPart({ warmUp, rounds, requests }: Effort): Promise<Section> {
  const platform = await BenchPlatform.start();
  serveGradebook(platform);
  const grid = gridOf(CRITERIA);
  const floor = await floorSubject(platform, WIDTH);
  const tool = await startTool({ platform, grid, connections: WIDTH, fill: evaluateClass });
  try {
    const { visitor, url } = await tool.launch(teacher);
    const subjects: PageSubject[] = [];
    for (const [name, path] of [
      ['the class page', 'class'],
      ["a learner's grid", `learners/${learners[0]!.sub}`],
    ] as const) {
      const get = () => visitor.get(new URL(path, url).href);
      const { status, body } = await get();
      if (status !== 200) throw new Error(`${name} answered ${status}: ${body}`);
      const bytes = Buffer.byteLength(body);
      const like = await floorPageOfSize(floor.url, floor.agent, bytes);
      const kilobytes = bytes / 1024;
      subjects.push({ name, process: tool.process, kilobytes, get });
      subjects.push({
        name: 'floor of its size',
        process: floor.process,
        kilobytes: like.bytes / 1024,
        get: like.get,
      });
    }
    const measure = (subject: PageSubject) => measurePages(subject, requests);
    await interleaved(subjects, warmUp, measure);
    return section(subjects, await interleaved(subjects, rounds, measure));
  } finally {
    await floor.stop();
    await tool.stop();
    await platform.stop();
  }
}

/** Every learner of the first activity evaluated, published and sent. */
export async function evaluateClass({ evaluations }: Stores, [activity]: readonly Activity[]): Promise<void> {
  if (!activity) throw new Error('There is no activity.');
  const at = new Date();
  await concurrently(learners.length, learners.length, async (seed) => {
    const draft = draftOf(activity, learners[seed]!.sub, seed, at);
    await evaluations.save({ ...sentOf(publishedOf(draft, activity, seed + 1, at), at), revision: 0 });
  });
}

async function measurePages({ process, get }: PageSubject, count: number): Promise<PageMeasure> {
  const latencies: number[] = [];
  const before = await process.usage();
  await concurrently(count, WIDTH, async () => {
    const start = performance.now();
    await get();
    latencies.push(performance.now() - start);
  });
  const after = await process.usage();
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuMilliseconds: (after.cpuMilliseconds - before.cpuMilliseconds) / count,
  };
}

function section(subjects: readonly PageSubject[], measures: readonly (readonly PageMeasure[])[]): Section {
  const figures = (place: number, figure: keyof PageMeasure) =>
    (measures[place] ?? []).map((measure) => measure[figure]);
  const beside = (place: number, figure: keyof PageMeasure) =>
    medianRatio(figures(place, figure), figures(place + 1, figure));
  const ours = subjects.flatMap(({ name }, place) => (place % 2 === 0 ? [{ name, place }] : []));
  return {
    title: 'Pages',
    about: ABOUT,
    tables: [
      {
        columns: ['', 'kB', 'p50 ms', 'p99 ms', 'CPU ms', 'p99 × floor', 'CPU × floor'],
        rows: subjects.map(({ name, kilobytes }, place) => [
          name,
          decimals(kilobytes, 0),
          decimals(median(figures(place, 'p50')), 1),
          spread(figures(place, 'p99'), median(figures(place, 'p99')), 1),
          decimals(median(figures(place, 'cpuMilliseconds')), 2),
          place % 2 === 0 ? decimals(beside(place, 'p99'), 2) : '1',
          place % 2 === 0 ? decimals(beside(place, 'cpuMilliseconds'), 2) : '1',
        ]),
      },
    ],
    remarks: ours.map(
      ({ name, place }) =>
        `On CPU, which other programs disturb less than latency, ${name} costs ${decimals(beside(place, 'cpuMilliseconds'), 1)} × its floor.`,
    ),
    targets: ours.map(({ name, place }) =>
      atMost(`p99 of ${name}, of that of a floor of its size`, 5, beside(place, 'p99'), ' ×'),
    ),
  };
}
