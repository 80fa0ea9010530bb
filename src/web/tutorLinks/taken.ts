import type { Levels } from '../../evaluation/tutor/takeTutorLevels.js';
import type { Tutor } from '../../evaluation/tutor/tutorLink.js';

/** What came of a teacher's button about a tutor's answers. */
export type Taken =
  | { readonly kind: 'levels'; readonly levels: Levels; readonly tutor: Tutor }
  /** The tutor may correct again. */
  | { readonly kind: 'released' }
  /** The tutor sent something else since: the teacher reads it first. */
  | { readonly kind: 'changed' };
