import { setTimeout as sleep } from 'node:timers/promises';
import type { Grid } from '../../../src/grid/grid.js';
import { concurrently } from '../measure/concurrently.js';
import { median } from '../measure/statistics.js';
import type { Effort } from '../options.js';
import { BenchPlatform } from '../platform/benchPlatform.js';
import { learners, teacher } from '../platform/people.js';
import { serveGradebook, type GradebookService } from '../platform/serveGradebook.js';
import { spread, type Section } from '../report/section.js';
import { judgedContent } from '../school/evaluation.js';
import { gridOf } from '../school/grid.js';
import { startTool, type Launched, type RunningTool } from '../tool/startTool.js';

const CRITERIA = 6;

/** Forms that one browser posts at once. */
const CONNECTIONS = 6;

/** A learner's scores are at least one second apart, so rounds are too. */
const BETWEEN_ROUNDS_MILLISECONDS = 1200;

/** From the last result read to the delivery's own last write, with room. */
const SETTLED_AFTER_MILLISECONDS = 200;

const ABOUT = `A teacher posts the grids of a class of ${learners.length} (${CRITERIA} criteria each), ${CONNECTIONS} forms at once; each mark is
written with its pending score, sent by the dispatcher with its default settings (4 at once to one platform), read back
and settled. The platform answers at once, so the time is the tool's own. Wall time runs from the first form to the last
result read. Medians over rounds (least–most); each round publishes the class anew.`;

interface Round {
  readonly seconds: number;
  readonly cpuMilliseconds: number;
}

/** From « Publier » to a whole class's marks in the gradebook. */
export async function deliveryPart({ rounds }: Effort): Promise<Section> {
  const platform = await BenchPlatform.start();
  const gradebook = serveGradebook(platform);
  const grid = gridOf(CRITERIA);
  const tool = await startTool({ platform, grid, connections: CONNECTIONS });
  try {
    const launched = await tool.launch(teacher, 0, { 'sec-fetch-site': 'same-origin' });
    const measured: Round[] = [];
    for (let revision = 0; revision <= rounds.most; revision++) {
      measured.push(await publishClass({ tool, gradebook, launched, grid, revision }));
      await sleep(BETWEEN_ROUNDS_MILLISECONDS);
    }
    return section(measured.slice(1)); // the first compiles, asks for a token and finds the column
  } finally {
    await tool.stop();
    await platform.stop();
  }
}

interface Publication {
  readonly tool: RunningTool;
  readonly gradebook: GradebookService;
  readonly launched: Launched;
  readonly grid: Grid;
  readonly revision: number;
}

async function publishClass({ tool, gradebook, launched, grid, revision }: Publication): Promise<Round> {
  const { visitor, url } = launched;
  const csrfToken = await csrfTokenOf(launched);
  const before = await tool.process.usage();
  const start = performance.now();
  const delivered = gradebook.resultsRead(learners.length);
  await concurrently(learners.length, CONNECTIONS, async (place) => {
    const form = gridForm(grid, place + revision, revision);
    const { sub } = learners[place]!;
    const answer = await visitor.post(new URL(`learners/${sub}`, url).href, { ...form, _csrf: csrfToken });
    if (answer.status !== 303) throw new Error(`Publishing answered ${answer.status}: ${answer.body}`);
  });
  await delivered;
  const seconds = (performance.now() - start) / 1000;
  await sleep(SETTLED_AFTER_MILLISECONDS);
  const after = await tool.process.usage();
  return { seconds, cpuMilliseconds: after.cpuMilliseconds - before.cpuMilliseconds };
}

async function csrfTokenOf({ visitor, url }: Launched): Promise<string> {
  const { body } = await visitor.get(new URL(`learners/${learners[0]!.sub}`, url).href);
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1];
  if (token === undefined) throw new Error("The learner's grid holds no form.");
  return token;
}

/** What the learner's grid posts on « Publier ». */
function gridForm(grid: Grid, seed: number, revision: number): Record<string, string> {
  const { entries, comment, presence } = judgedContent(grid, seed);
  const fields = Object.entries(entries).flatMap(([id, entry]) => [
    [`level.${id}`, entry.levelId ?? ''],
    [`comment.${id}`, entry.comment ?? ''],
  ]);
  return {
    ...Object.fromEntries(fields),
    presence,
    generalComment: comment,
    revision: String(revision),
    base: '{}',
    action: 'publish',
  };
}

function section(rounds: readonly Round[]): Section {
  const seconds = rounds.map((round) => round.seconds);
  const cpu = rounds.map((round) => round.cpuMilliseconds);
  const cpuEach = cpu.map((milliseconds) => milliseconds / learners.length);
  return {
    title: 'Delivery',
    about: ABOUT,
    tables: [
      {
        columns: ['learners', 'wall s', 'CPU ms', 'CPU ms a mark'],
        rows: [
          [
            String(learners.length),
            spread(seconds, median(seconds), 2),
            spread(cpu, median(cpu), 0),
            spread(cpuEach, median(cpuEach), 1),
          ],
        ],
      },
    ],
    targets: [],
  };
}
