import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { Framework } from '../../framework/framework.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { TutorServices } from '../tutor/tutorServices.js';

export interface TutorLinkServices extends TutorServices {
  readonly desks: DeskStore;
  readonly rosterReader: RosterReader;
  readonly framework: Framework;
}
