import type { Earlier } from '../../evaluation/observation/firstObservation.js';
import type { Observation } from '../../evaluation/observation/observation.js';
import type { Levels } from '../../evaluation/tutor/takeTutorLevels.js';
import type { Tutor } from '../../evaluation/tutor/tutorLink.js';

/** What came of a teacher's button about a tutor's answers. */
export type Taken =
  | { readonly kind: 'levels'; readonly levels: Levels; readonly tutor: Tutor }
  /** Their answers are to be one of the learner's observations over time. */
  | { readonly kind: 'occasion'; readonly occasion: Observation; readonly earlier: Earlier }
  /** The tutor may correct again. */
  | { readonly kind: 'released' }
  /** The tutor sent something else since: the teacher reads it first. */
  | { readonly kind: 'changed' };
