import { floorSubject } from '../launch/floorSubject.js';
import { Visitor } from '../launch/visitor.js';
import { concurrently } from '../measure/concurrently.js';
import { interleaved } from '../measure/interleaved.js';
import type { MeasuredProcess } from '../measure/measuredProcess.js';
import { median, medianRatio, percentile } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { learners, teacher } from '../platform/people.js';
import { serveGradebook } from '../platform/serveGradebook.js';
import { decimals, spread, type Section } from '../report/section.js';
import { gridOf } from '../school/grid.js';
import { startTool, type RunningTool } from '../tool/startTool.js';
import { OpenGrid } from './autosave.js';
import { MANY, newerVersionOf, schoolAtWork } from './schoolAtWork.js';

const CRITERIA = 40;

/** Teachers at work at one moment. */
const WIDTH = 4;

const WARM_UP = { most: 3, seconds: 20 };

/** A preview costs many savings: a round of them would take too long. */
const SAVINGS_A_PREVIEW = 10;

const ABOUT = `A teacher chooses another level, and the page saves the learner's grid by itself: ${learners.length} learners × ${CRITERIA} criteria, all
evaluated and published, ${WIDTH} at once, each on another learner. And a teacher looks at what another version of the grid
would change on ${MANY} published evaluations of ${CRITERIA} criteria: drafts' and publications' marks before and after, one line
a learner. The floor is a bare Express 5 route that parses the same form, writes it as one document (better-sqlite3, WAL,
synchronous=FULL) and answers a word of JSON. Latency as the generator, on the same machine, sees it; p99 is the median
over rounds of each round's own; ratios are medians of each round's own.`;

interface GridSubject {
  readonly name: string;
  readonly process: MeasuredProcess;
  readonly requests: number;
  readonly request: (index: number) => Promise<unknown>;
}

interface GridMeasure {
  readonly p50: number;
  readonly p99: number;
  readonly cpuMilliseconds: number;
}

/** What saving a level and previewing a version cost, beside a route that writes one document. */
export async function gridsPart({ rounds, requests }: Effort): Promise<Section> {
  const platform = await BenchPlatform.start();
  serveGradebook(platform);
  const floor = await floorSubject(platform, WIDTH);
  const plan = { platform, grid: gridOf(CRITERIA), connections: WIDTH, registrations: 2 };
  const tool = await startTool({ ...plan, fill: schoolAtWork });
  try {
    const grids = await openGrids(tool);
    const visitor = new Visitor(floor.agent);
    const form = { ...grids[0]!.fields };
    const subjects: readonly GridSubject[] = [
      {
        name: 'the floor',
        process: floor.process,
        requests,
        request: async () => {
          const { status } = await visitor.post(`${floor.url}/documents`, form);
          if (status !== 200) throw new Error(`The floor answered ${status}.`);
        },
      },
      {
        name: 'saving one level',
        process: tool.process,
        requests,
        // Two savings of one learner never overlap: each waits for the revision of the one before.
        request: (index) => grids[index % grids.length]!.chooseAnotherLevel(index),
      },
      {
        name: `previewing a version on ${MANY} evaluations`,
        process: tool.process,
        requests: Math.ceil(requests / SAVINGS_A_PREVIEW),
        request: await preview(tool),
      },
    ];
    await interleaved(subjects, WARM_UP, measure);
    return section(subjects, await interleaved(subjects, rounds, measure));
  } finally {
    await floor.stop();
    await tool.stop();
    await platform.stop();
  }
}

async function openGrids(tool: RunningTool): Promise<readonly OpenGrid[]> {
  const launched = await tool.launch(teacher);
  return Promise.all(learners.map(({ sub }) => OpenGrid.open(launched, sub)));
}

async function preview(tool: RunningTool): Promise<() => Promise<unknown>> {
  const { visitor, url } = await tool.launch(teacher, 1);
  const newer = encodeURIComponent(newerVersionOf({ gridVersionId: 'grid-registration-1' }));
  const address = new URL(`activity/apply?version=${newer}`, url).href;
  return async () => {
    const { status, body } = await visitor.get(address);
    if (status !== 200) throw new Error(`The preview answered ${status}: ${body}`);
  };
}

async function measure({ process, request, requests }: GridSubject): Promise<GridMeasure> {
  const latencies: number[] = [];
  const before = await process.usage();
  await concurrently(requests, WIDTH, async (index) => {
    const start = performance.now();
    await request(index);
    latencies.push(performance.now() - start);
  });
  const after = await process.usage();
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuMilliseconds: (after.cpuMilliseconds - before.cpuMilliseconds) / requests,
  };
}

function section(subjects: readonly GridSubject[], measures: readonly (readonly GridMeasure[])[]): Section {
  const figures = (place: number, figure: keyof GridMeasure) =>
    (measures[place] ?? []).map((one) => one[figure]);
  const beside = (place: number, figure: keyof GridMeasure) =>
    decimals(medianRatio(figures(place, figure), figures(0, figure)), 2);
  return {
    title: 'Grids',
    about: ABOUT,
    tables: [
      {
        columns: ['', 'p50 ms', 'p99 ms', 'CPU ms', 'p99 × floor', 'CPU × floor'],
        rows: subjects.map(({ name }, place) => [
          name,
          decimals(median(figures(place, 'p50')), 1),
          spread(figures(place, 'p99'), median(figures(place, 'p99')), 1),
          decimals(median(figures(place, 'cpuMilliseconds')), 2),
          beside(place, 'p99'),
          beside(place, 'cpuMilliseconds'),
        ]),
      },
    ],
    targets: [],
  };
}
