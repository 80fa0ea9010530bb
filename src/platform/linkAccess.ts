import type { Scope } from './launchSession.js';

/** One resource link of a context. */
export interface LinkPlace extends Scope {
  readonly resourceLinkId: string;
}

/** Which learners of the course may not open a resource link, as the platform last told. */
export interface LinkAccess {
  /** Subs. Whoever is not among them is listed, so that what the platform never told hides nobody. */
  readonly excluded: readonly string[];
  /** False where it answers for the whole course alone; then nobody is excluded. */
  readonly told: boolean;
  /** When it was asked. */
  readonly readAt: Date;
}

/** Port. One small record a link, and empty lists for those that are open to everyone. */
export interface LinkAccessStore {
  get(link: LinkPlace): Promise<LinkAccess | undefined>;
  put(link: LinkPlace, access: LinkAccess): Promise<void>;
  /** Someone opened the link, so they may: until the platform, asked later, says otherwise. */
  admit(link: LinkPlace, sub: string): Promise<void>;
}
