import { learners, teacher } from '../platform/people.js';
import { startTool, type RunningTool, type ToolPlan } from '../tool/startTool.js';

export interface Writes {
  /** Documents inserted, changed or removed. */
  readonly documents: number;
  /** Commits, each an fsync. */
  readonly transactions: number;
}

const COUNT_WRITES = new URL('countWrites.mjs', import.meta.url);

/** Storage writes of a warm launch, one at a time, at the SQLite file itself; the most of some launches. */
export async function countedWrites(plan: ToolPlan): Promise<{ learner: Writes; teacher: Writes }> {
  const tool = await startTool({ ...plan, preload: [COUNT_WRITES] });
  try {
    await tool.launch(teacher);
    return {
      learner: most(await each(tool, () => tool.launch(learners[0]!))),
      teacher: most(await each(tool, () => tool.launch(teacher))),
    };
  } finally {
    await tool.stop();
  }
}

async function each({ process }: RunningTool, launch: () => Promise<unknown>): Promise<readonly Writes[]> {
  const counted: Writes[] = [];
  for (let i = 0; i < 5; i++) {
    const before = (await process.ask('writes')) as Writes;
    await launch();
    const after = (await process.ask('writes')) as Writes;
    counted.push({
      documents: after.documents - before.documents,
      transactions: after.transactions - before.transactions,
    });
  }
  return counted;
}

const most = (counted: readonly Writes[]): Writes => ({
  documents: Math.max(...counted.map(({ documents }) => documents)),
  transactions: Math.max(...counted.map(({ transactions }) => transactions)),
});
