import type { EvidenceCount } from './evidence.js';

/** How many items a learner added since their evaluation was last saved; all of them when it never was. */
export const newFromLearner = ({ learnerAddedAt }: EvidenceCount, savedAt: Date | undefined): number =>
  learnerAddedAt.filter((at) => savedAt === undefined || at > savedAt).length;
