import { measureLaunches } from '../launch/measureLaunches.js';
import type { LaunchSubject } from '../launch/subject.js';
import { learnersOf } from '../launch/toolSubject.js';
import { interleaved } from '../measure/interleaved.js';
import { median, medianRatio } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { atMost, decimals, spread, type Section, type Table, type Target } from '../report/section.js';
import { gridOf } from '../school/grid.js';
import { startTool, type RunningTool } from '../tool/startTool.js';
import { evaluationCosts, filledStore, type EvaluationCosts, type FilledStore } from './evaluationCosts.js';

const REGISTRATIONS = [1, 100, 1000];
const CONNECTIONS = 8;
const FLAT = 1.5;
const LONGEST_FILL_SECONDS = 120;

const ABOUT = `Launches as above on tools with 1, 100 and 1,000 registrations of one issuer, going round all of them. Then the
embedded store, in one process, as the tool opens it: a random class of 36 among all that are stored is listed, read,
published, and its marks claimed and settled, each write on disk before the next. The stored evaluations (6 criteria,
published, sent, with their history) are inserted thousands in a transaction, in the order of their ids. Ratios are
medians of each round's own.`;

/** Whether a launch stays as cheap with many registrations, and a class with many evaluations stored. */
export async function scalePart(effort: Effort): Promise<Section> {
  const registrations = await byRegistrations(effort);
  const evaluations = await byEvaluations(effort);
  return {
    title: 'Scale',
    about: ABOUT,
    tables: [registrations.table, evaluations.table],
    targets: [...registrations.targets, ...evaluations.targets],
  };
}

interface Findings {
  readonly table: Table;
  readonly targets: readonly Target[];
}

async function byRegistrations(effort: Effort): Promise<Findings> {
  const platform = await BenchPlatform.start();
  const tools: RunningTool[] = [];
  try {
    for (const registrations of REGISTRATIONS) {
      tools.push(await startTool({ platform, grid: gridOf(6), connections: CONNECTIONS, registrations }));
    }
    const subjects = tools.map((tool, place) => learnersOf(tool, '', REGISTRATIONS[place]));
    const launches = (subject: LaunchSubject, count: number) =>
      measureLaunches(subject, platform, { count, width: CONNECTIONS });
    const measure = (subject: LaunchSubject) => launches(subject, effort.launches);
    // A registration's first launch fetches its key set.
    for (const [place, subject] of subjects.entries()) await launches(subject, REGISTRATIONS[place]!);
    await interleaved(subjects, effort.warmUp, measure);
    const measures = await interleaved(subjects, effort.rounds, measure);
    return registrationFindings(
      measures.map((ofTool) => ofTool.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      measures.map((ofTool) => ofTool.at(-1)?.residentMegabytes ?? 0),
    );
  } finally {
    for (const tool of tools) await tool.stop();
    await platform.stop();
  }
}

function registrationFindings(cpu: readonly number[][], residentMegabytes: readonly number[]): Findings {
  const ratio = (place: number) => medianRatio(cpu[place] ?? [], cpu[0] ?? []);
  return {
    table: {
      columns: ['registrations', 'CPU ms of a launch', '× first', 'RSS MB'],
      rows: REGISTRATIONS.map((registrations, place) => [
        registrations.toLocaleString('en'),
        spread(cpu[place] ?? [], median(cpu[place] ?? []), 2),
        decimals(ratio(place), 2),
        decimals(residentMegabytes[place] ?? 0, 0),
      ]),
    },
    targets: [atMost('CPU of a launch, 1,000 registrations, of that with 1', FLAT, ratio(2), ' ×')],
  };
}

async function byEvaluations({ warmUp, rounds, storedEvaluations }: Effort): Promise<Findings> {
  const filled: FilledStore[] = [];
  try {
    for (const count of storedEvaluations) {
      if (fillsInTime(count, filled.at(-1))) filled.push(await filledStore(count));
    }
    await interleaved(filled, warmUp, evaluationCosts);
    const costs = await interleaved(filled, rounds, evaluationCosts);
    return evaluationFindings(filled, costs);
  } finally {
    for (const { remove } of filled) await remove();
  }
}

/** Whether filling another store is likely to stay within its time, from how long the last one took. */
function fillsInTime(count: number, last: FilledStore | undefined): boolean {
  if (!last || last.evaluations < 1e4) return true; // too few to tell
  const inTime = (last.fillSeconds * count) / last.evaluations < LONGEST_FILL_SECONDS;
  if (!inTime) console.error(`${count} evaluations take too long to store on this machine: left out`);
  return inTime;
}

const CALLS = ['list', 'find', 'save', 'claim', 'settle'] as const;

function evaluationFindings(
  filled: readonly FilledStore[],
  costs: readonly (readonly EvaluationCosts[])[],
): Findings {
  const cpu = (place: number, call: keyof EvaluationCosts) => (costs[place] ?? []).map((cost) => cost[call]);
  const last = filled.length - 1;
  const named = (filled[last]?.evaluations ?? 0).toLocaleString('en');
  return {
    table: {
      columns: ['stored evaluations', ...CALLS.map((call) => `${call}, CPU µs`), 'filled in s'],
      rows: filled.map(({ evaluations, fillSeconds }, place) => [
        evaluations.toLocaleString('en'),
        ...CALLS.map((call) => decimals(median(cpu(place, call)), 0)),
        decimals(fillSeconds, 0),
      ]),
    },
    targets: CALLS.map((call) =>
      atMost(
        `CPU to ${call}, ${named} stored, of that with ${filled[0]?.evaluations.toLocaleString('en')}`,
        FLAT,
        medianRatio(cpu(last, call), cpu(0, call)),
        ' ×',
      ),
    ),
  };
}
