import type { Activity } from '../activity.js';
import { finishApplication, type ApplyPorts } from '../applyVersion.js';
import { finishRecount } from './switchCounting.js';

/** What was finished of an activity. */
export interface Finished {
  readonly activityId: string;
  readonly what: 'version' | 'counting';
}

/**
 * Ends what a crash interrupted: a version on its way to evaluations, a rule that counts their observations. An
 * activity that cannot be finished now waits for its next page.
 *
 * @returns what was ended.
 */
export async function finishUnfinished(
  ports: Pick<ApplyPorts, 'activities' | 'evaluations'>,
  onError: (error: unknown) => void,
): Promise<readonly Finished[]> {
  const finished: Finished[] = [];
  for (const activity of await ports.activities.listUnfinished()) {
    try {
      await finishRecount(await finishApplication(activity, ports), ports);
      finished.push(...interrupted(activity));
    } catch (error) {
      onError(error);
    }
  }
  return finished;
}

const interrupted = ({ id: activityId, application, recount }: Activity): readonly Finished[] => [
  ...(application ? [{ activityId, what: 'version' as const }] : []),
  ...(recount ? [{ activityId, what: 'counting' as const }] : []),
];
