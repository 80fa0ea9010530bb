import { learners, teacher } from '../platform/people.js';
import type { RunningTool } from '../tool/startTool.js';
import type { LaunchSubject } from './subject.js';

/** Launches go round the tool's registrations, and round the learners of each. */
export function learnersOf(tool: RunningTool, name: string, registrations = 1): LaunchSubject {
  let launches = 0;
  return subject(tool, name, () => {
    const place = launches++;
    const learner = learners[Math.floor(place / registrations) % learners.length]!;
    return tool.launch(learner, place % registrations);
  });
}

/** The same from a frame that may be unable to keep cookies: the tool checks first, with one more request. */
export function learnersInDoubt(tool: RunningTool, name: string): LaunchSubject {
  let launches = 0;
  const headers = { 'sec-fetch-storage-access': 'none' };
  return subject(tool, name, () => tool.launch(learners[launches++ % learners.length]!, 0, headers));
}

/** A teacher's first page is their class. */
export const teacherOf = (tool: RunningTool, name: string): LaunchSubject =>
  subject(tool, name, () => tool.launch(teacher));

const subject = (tool: RunningTool, name: string, launch: () => Promise<unknown>): LaunchSubject => ({
  name,
  process: tool.process,
  launch,
  stop: () => tool.stop(),
});
