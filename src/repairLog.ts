import type { Finished } from './evaluation/observation/finishUnfinished.js';
import type { Migration } from './storage/migrations/migration.js';
import type { Log } from './web/log.js';

/** What a start put right, or takes over, a line each; none where there was nothing. No line names a person. */
export function repairLog(log: Log) {
  return {
    killed(pid: number): void {
      log.info({ pid }, 'the last process here ended without being stopped; what it acknowledged is kept');
    },
    migrated({ version, what }: Migration): void {
      log.info({ version, what }, 'brought the data to this version');
    },
    uploadsRemoved(files: number): void {
      if (files > 0) log.info({ files }, 'removed uploads that were cut off');
    },
    finished(all: readonly Finished[]): void {
      for (const { activityId, what } of all) log.info({ activityId }, FINISHED[what]);
    },
    waiting(marks: number): void {
      if (marks > 0)
        log.info(
          { marks },
          'marks wait to be sent; those that a killed process had taken come within minutes',
        );
    },
  };
}

const FINISHED: Readonly<Record<Finished['what'], string>> = {
  version: 'finished applying a version of a grid that had been cut off',
  counting: 'finished counting observations by a rule that had been cut off',
};
