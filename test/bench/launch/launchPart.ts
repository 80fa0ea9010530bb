import { interleaved } from '../measure/interleaved.js';
import { median, medianRatio } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { atMost, decimals, spread, type Section, type Table } from '../report/section.js';
import { gridOf } from '../school/grid.js';
import { startTool } from '../tool/startTool.js';
import { countedWrites, type Writes } from './countedWrites.js';
import { floorSubject } from './floorSubject.js';
import { ltijsSubject } from './ltijsSubject.js';
import { measureLaunches, type LaunchMeasure } from './measureLaunches.js';
import type { LaunchSubject } from './subject.js';
import { learnersInDoubt, learnersOf, teacherOf } from './toolSubject.js';

const CONNECTIONS = 8;
const CRITERIA = 6;

/** What a launch may cost of ltijs's. */
const LTIJS_SHARE = 0.25;

const ABOUT = `One launch: login, launch and first page, every redirection followed, over ${CONNECTIONS} kept-alive
connections; id_tokens are signed, and the key set served, outside the measured processes. CPU is all the threads' of the
measured process alone; a busy machine still makes it dearer, so ratios count. Launches per second share the machine
with the generator. Attendus is its own \`dist/main.js\` with an embedded store (WAL, synchronous=FULL); its page is the learner's, of
${CRITERIA} criteria. ltijs is its README's quick start with production settings over maps in memory: it keeps nothing, and
its page is one sentence. The floor is two Express 5 requests, one RS256 verification with a KeyObject, one durable
write (better-sqlite3, WAL, synchronous=FULL) and a small EJS page. Medians over rounds (least–most); ratios are
medians of each round's own.`;

/** CPU, pace, memory, key sets and writes of one launch, beside ltijs and the floor. */
export async function launchPart(effort: Effort): Promise<Section> {
  const platform = await BenchPlatform.start();
  const plan = { platform, grid: gridOf(CRITERIA), connections: CONNECTIONS };
  const writes = await countedWrites(plan);
  const tool = await startTool(plan);
  const subjects = [
    learnersOf(tool, 'Attendus, a learner'),
    await ltijsSubject(platform, CONNECTIONS),
    await floorSubject(platform, CONNECTIONS),
    learnersInDoubt(tool, 'Attendus, a learner, cookie checked first'),
    teacherOf(tool, 'Attendus, a teacher (class page of 36)'),
  ];
  try {
    const measure = (subject: LaunchSubject) =>
      measureLaunches(subject, platform, { count: effort.launches, width: CONNECTIONS });
    await interleaved(subjects, effort.warmUp, measure);
    const measures = await interleaved(subjects, effort.rounds, measure);
    return section(subjects, measures, writes);
  } finally {
    for (const subject of subjects.slice(0, 3)) await subject.stop();
    await platform.stop();
  }
}

function section(
  subjects: readonly LaunchSubject[],
  measures: readonly (readonly LaunchMeasure[])[],
  writes: { learner: Writes; teacher: Writes },
): Section {
  const [ours = [], ltijs = [], floor = []] = measures;
  const keySetFetches = median(ours.map((round) => round.keySetFetches));
  return {
    title: 'Launch',
    about: ABOUT,
    tables: [
      launchTable(subjects, measures),
      {
        columns: ['Attendus, writes of a warm launch', 'documents', 'commits'],
        rows: Object.entries(writes).map(([who, { documents, transactions }]) => [
          `a ${who}`,
          String(documents),
          String(transactions),
        ]),
      },
    ],
    remarks: quarterRemark(medianRatio(cpu(floor), cpu(ltijs))),
    targets: [
      atMost('CPU of a launch, of that of ltijs', LTIJS_SHARE, medianRatio(cpu(ours), cpu(ltijs)), ' ×'),
      atMost('CPU of a launch, of that of the floor', 3, medianRatio(cpu(ours), cpu(floor)), ' ×'),
      atMost('key-set fetches of a warm launch', 0, keySetFetches),
      atMost('storage writes of a launch', 3, writes.learner.documents),
    ],
  };
}

/** A target below the floor cannot be met; whoever reads it should know. */
function quarterRemark(floorOfLtijs: number): readonly string[] {
  if (floorOfLtijs <= LTIJS_SHARE) return [];
  return [
    `The floor alone costs ${decimals(floorOfLtijs, 2)} × ltijs: a quarter of ltijs is less than two requests, one verification, one
durable write and a page take, so no tool that keeps its sessions can reach it on this machine.`,
  ];
}

function launchTable(
  subjects: readonly LaunchSubject[],
  measures: readonly (readonly LaunchMeasure[])[],
): Table {
  const [, ltijs = [], floor = []] = measures;
  return {
    columns: ['', 'CPU ms', '× ltijs', '× floor', 'launches/s', 'RSS MB', 'key-set fetches'],
    rows: subjects.map(({ name }, place) => {
      const rounds = measures[place] ?? [];
      return [
        name,
        spread(cpu(rounds), median(cpu(rounds)), 2),
        decimals(medianRatio(cpu(rounds), cpu(ltijs)), 2),
        decimals(medianRatio(cpu(rounds), cpu(floor)), 2),
        decimals(median(rounds.map((round) => round.launchesPerSecond)), 0),
        decimals(rounds.at(-1)?.residentMegabytes ?? 0, 0),
        decimals(median(rounds.map((round) => round.keySetFetches)), 2),
      ];
    }),
  };
}

const cpu = (rounds: readonly LaunchMeasure[]) => rounds.map(({ cpuMilliseconds }) => cpuMilliseconds);
