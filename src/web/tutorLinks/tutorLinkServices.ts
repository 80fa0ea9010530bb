import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { Framework } from '../../framework/framework.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { RosterService } from '../../platform/roster.js';
import type { TutorServices } from '../tutor/tutorServices.js';

export interface TutorLinkServices extends TutorServices {
  readonly desks: DeskStore;
  readonly rosterService: RosterService;
  readonly framework: Framework;
}

/** What the routes about links work with. */
export interface TutorLinkPorts extends TutorLinkServices {
  readonly rosterReader: RosterReader;
}
