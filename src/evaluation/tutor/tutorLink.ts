import type { Scope } from '../../platform/launchSession.js';
import type { Actor } from '../evaluation.js';

/** So many wrong codes in a row lock a link. */
export const CODE_TRIES = 5;

/** Longest that a link may last. */
export const MAXIMUM_LINK_DAYS = 366;

/** Who answers: typed by the teacher who invites, then by the tutor. */
export interface Tutor {
  readonly name: string;
  readonly company?: string;
}

/**
 * A company tutor's way in, without an account: what one address lets its holder, who was told the code too, say
 * of some learners on some criteria.
 */
export interface TutorLink extends Scope {
  readonly id: string;
  readonly activityId: string;
  /** The grid version that `criterionIds` and the levels are read on. */
  readonly gridVersionId: string;
  /** In the grid's order, never empty. */
  readonly criterionIds: readonly string[];
  /** In the order of the class list, never empty. */
  readonly learnerSubs: readonly string[];
  readonly tutor: Tutor;
  /** The platform's name when the link was made, such as the school's. */
  readonly school?: string;
  /** SHA-256 of the token; the token stands in the address that was given away and nowhere else. */
  readonly tokenHash: string;
  /** See `CodeSeal`; the code is told beside the address. */
  readonly codeHash: string;
  /** 0: locked, until a teacher unlocks it. */
  readonly triesLeft: number;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
  /** When the code was last typed right; absent: never opened. */
  readonly lastUsedAt?: Date;
  readonly createdBy: Actor;
  readonly createdAt: Date;
}

/** Secrets of a link as the store keeps them. */
export type LinkSecrets = Pick<TutorLink, 'tokenHash' | 'codeHash'>;

export type LinkState = 'open' | 'locked' | 'revoked' | 'expired';

/** `revoked` before all: it is what the teacher did. */
export function linkState(
  { revokedAt, expiresAt, triesLeft }: Pick<TutorLink, 'revokedAt' | 'expiresAt' | 'triesLeft'>,
  now: Date,
): LinkState {
  if (revokedAt) return 'revoked';
  if (now >= expiresAt) return 'expired';
  return triesLeft > 0 ? 'open' : 'locked';
}

/** Whether whoever entered may still read and answer: a lock keeps out those who guess, not those who are in. */
export const isAlive = (link: TutorLink, now: Date): boolean => {
  const state = linkState(link, now);
  return state === 'open' || state === 'locked';
};

/** Port. */
export interface TutorLinkStore {
  /** @throws when the id or the token is stored already. */
  add(link: TutorLink): Promise<void>;
  get(id: string, activityId: string): Promise<TutorLink | undefined>;
  /** All of an activity, newest first. */
  list(activityId: string): Promise<readonly TutorLink[]>;
  findByToken(tokenHash: string): Promise<TutorLink | undefined>;
  /**
   * Counts one try of the code in one write, before the code is looked at, so that no number of guesses at one
   * moment exceeds the tries.
   *
   * @returns undefined when the link has no try left, is revoked, expired, or has another token by now.
   */
  takeTry(tokenHash: string, now: Date): Promise<TutorLink | undefined>;
  /** The code was right: every try is there again. */
  noteUse(id: string, at: Date): Promise<void>;
  /** Revokes, or takes the revocation back when there is no moment. */
  setRevoked(id: string, activityId: string, at: Date | undefined): Promise<void>;
  unlock(id: string, activityId: string): Promise<void>;
  extend(id: string, activityId: string, expiresAt: Date): Promise<void>;
  /** Another address and another code, open again; the former ones end. */
  renew(id: string, activityId: string, renewed: LinkSecrets & { readonly expiresAt: Date }): Promise<void>;
}

/** Port. Codes are short: only a key that the store does not hold keeps them from being tried one by one. */
export interface CodeSeal {
  /** What is stored of a link's code. */
  hash(code: string, linkId: string): string;
  /** In constant time. */
  matches(code: string, link: Pick<TutorLink, 'id' | 'codeHash'>): boolean;
}
