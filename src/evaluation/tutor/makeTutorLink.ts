import type { Activity } from '../activity.js';
import type { Sha256 } from '../closing.js';
import type { Actor } from '../evaluation.js';
import { newCode } from './linkCode.js';
import { TOKEN_BYTES, writtenToken } from './linkToken.js';
import { CODE_TRIES, type CodeSeal, type LinkSecrets, type Tutor, type TutorLink } from './tutorLink.js';

/** What a teacher asks of a tutor, and until when. */
export interface Invitation {
  readonly tutor: Tutor;
  /** Never empty. */
  readonly learnerSubs: readonly string[];
  /** Criteria of the activity's grid, never empty. */
  readonly criterionIds: readonly string[];
  readonly expiresAt: Date;
}

/** What the teacher gives away: shown once, kept nowhere. */
export interface GivenSecrets {
  readonly token: string;
  /** Told beside the address; the QR code does not hold it. */
  readonly code: string;
}

interface SecretPorts {
  readonly codeSeal: CodeSeal;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly sha256: Sha256;
}

/** An address and a code that nobody had before, and what is stored of them. */
export function newSecrets(
  linkId: string,
  { codeSeal, randomBytes, sha256 }: SecretPorts,
): { readonly given: GivenSecrets; readonly stored: LinkSecrets } {
  const token = writtenToken(randomBytes(TOKEN_BYTES));
  const code = newCode(randomBytes);
  return {
    given: { token, code },
    stored: { tokenHash: sha256(token), codeHash: codeSeal.hash(code, linkId) },
  };
}

/** A link on the activity's grid as it is now; it stays on that version, whatever is applied later. */
export function makeTutorLink(
  activity: Activity,
  { tutor, learnerSubs, criterionIds, expiresAt }: Invitation,
  secrets: LinkSecrets,
  made: { readonly id: string; readonly by: Actor; readonly at: Date; readonly school?: string },
): TutorLink {
  const { registrationId, deploymentId, contextId, id: activityId, gridVersionId } = activity;
  return {
    registrationId,
    deploymentId,
    contextId,
    id: made.id,
    activityId,
    gridVersionId,
    criterionIds,
    learnerSubs,
    tutor,
    ...(made.school !== undefined && { school: made.school }),
    ...secrets,
    triesLeft: CODE_TRIES,
    expiresAt,
    createdBy: made.by,
    createdAt: made.at,
  };
}
