import type { ListedLearner } from '../../src/web/class/classList.js';

/** A learner as a teacher's pages list them: present, by name, unless told otherwise. */
export const listedLearner = (sub: string, changes: Partial<ListedLearner> = {}): ListedLearner => ({
  sub,
  name: sub,
  named: true,
  left: false,
  excluded: false,
  ...changes,
});
