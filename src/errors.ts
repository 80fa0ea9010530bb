/**
 * Base of every error this tool raises on purpose.
 *
 * `code` is stable and safe to test against; `status` is the HTTP status the web adapter answers with;
 * `messageKey` names a sentence of config/locales that a user may read, filled with `facts`;
 * `message` and `detail` are for the log alone, so they may name a claim or an address, never a token,
 * a key or a person.
 */
export abstract class ToolError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  abstract readonly messageKey: string;
  readonly facts: Readonly<Record<string, string | number>> = {};

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class NotFound extends ToolError {
  readonly code = 'NOT_FOUND';
  readonly status = 404;
  readonly messageKey = 'error:notFound';
}

/** The session's role does not allow what was asked. */
export class Forbidden extends ToolError {
  readonly code = 'FORBIDDEN';
  readonly status = 403;
  readonly messageKey = 'error:forbidden';
}

/** The launch session is unknown, has expired, or its cookie is missing. */
export class SessionExpired extends ToolError {
  readonly code = 'SESSION_EXPIRED';
  readonly status = 401;
  readonly messageKey = 'error:sessionExpired';
}

/** A state-changing request that does not come from one of our own pages. */
export class CrossSiteRequest extends ToolError {
  readonly code = 'CROSS_SITE_REQUEST';
  readonly status = 403;
  readonly messageKey = 'error:crossSiteRequest';
}

/** A form or a query that no page of ours produces. */
export class BadRequest extends ToolError {
  readonly code = 'BAD_REQUEST';
  readonly status = 400;
  readonly messageKey = 'error:badRequest';
}

/** A request body beyond what any page of ours sends. */
export class TooLarge extends ToolError {
  readonly code = 'TOO_LARGE';
  readonly status = 413;
  readonly messageKey = 'error:tooLarge';
}

/** A company tutor's address that leads nowhere, or nowhere any more; nobody is told which. */
export class TutorLinkEnded extends ToolError {
  readonly code = 'TUTOR_LINK_ENDED';
  readonly status = 410;
  readonly messageKey = 'error:tutorLinkEnded';
}

/** A tutor changes no answers that a teacher took over, nor any once the evaluation is closed. */
export class TutorAnswersFrozen extends ToolError {
  readonly code = 'TUTOR_ANSWERS_FROZEN';
  readonly status = 423;
  readonly messageKey = 'error:tutorAnswersFrozen';
}

/** More requests in a minute than a school makes. */
export class TooManyRequests extends ToolError {
  readonly code = 'TOO_MANY_REQUESTS';
  readonly status = 429;
  readonly messageKey = 'error:tooManyRequests';
}

/** The store cannot be reached, or cannot write now. */
export class StoreUnavailable extends ToolError {
  readonly code = 'STORE_UNAVAILABLE';
  readonly status = 503;
  readonly messageKey = 'error:storeUnavailable';
}

/** Nobody changes a closed evaluation. */
export class EvaluationClosed extends ToolError {
  readonly code = 'CLOSED';
  readonly status = 409;
  readonly messageKey = 'error:closed';
}

/** Files cannot be read or written: a full disk, missing rights. Nothing half-written is kept. */
export class FilesUnavailable extends ToolError {
  readonly code = 'FILES_UNAVAILABLE';
  readonly status = 503;
  readonly messageKey = 'error:storeUnavailable';

  /** @param reason the system's own code, such as `ENOSPC`. */
  constructor(reason: string, options?: ErrorOptions) {
    super(`files cannot be read or written: ${reason}`, options);
  }
}

/** Evidence is named, and its bytes are not there: somebody else removed them, or a backup left them out. */
export class EvidenceFileMissing extends ToolError {
  readonly code = 'EVIDENCE_FILE_MISSING';
  readonly status = 500;
  readonly messageKey = 'evidence:missing';
}
