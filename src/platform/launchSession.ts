/** Rights in one context; institution and system roles grant none (LTI core §A.2.3). */
export type CourseRole = 'teacher' | 'learner' | 'mentor' | 'guest';

/** Where the objects of a session live: nothing outside it may be reached. */
export interface Scope {
  readonly registrationId: string;
  readonly deploymentId: string;
  /** `''` when the platform sends no context. */
  readonly contextId: string;
}

/** Assignment and Grade Services, as the launch announced them (AGS §3.1). */
export interface GradeService {
  readonly scopes: readonly string[];
  readonly lineItemsUrl?: string;
  readonly lineItemUrl?: string;
}

/** What a deep linking request wants back (Deep Linking §3.2). */
export interface DeepLinkingSettings {
  readonly returnUrl: string;
  readonly acceptTypes: readonly string[];
  readonly acceptMultiple: boolean;
  /** Sent back unchanged. */
  readonly data?: string;
}

/**
 * One verified launch and the session it opened. Two launches in one browser have two sessions, so a
 * teacher's and a learner's page can be open side by side.
 */
export interface LaunchSession {
  /** Stands in the address, so it is no secret. */
  readonly id: string;
  /** SHA-256 of the cookie that proves the session; the cookie itself is kept nowhere. */
  readonly cookieHash: string;
  /** Synchronizer token of the session's forms. */
  readonly csrfToken: string;
  readonly message: 'resource' | 'deepLinking' | 'submissionReview';
  readonly scope: Scope;
  readonly platform: {
    readonly issuer: string;
    readonly name?: string;
    /** Product family code, lower case, such as `moodle`. */
    readonly family?: string;
    /** Origins that may frame the session's pages. */
    readonly origins: readonly string[];
    readonly returnUrl?: string;
  };
  readonly user: {
    readonly sub: string;
    readonly name?: string;
    /** The platform's groups that a learner is in, where it tells. */
    readonly groupIds?: readonly string[];
  };
  readonly role: CourseRole;
  /** Learners that a mentor may read. */
  readonly mentees: readonly string[];
  readonly context: { readonly id: string; readonly title?: string };
  /** Absent from deep linking requests. */
  readonly resourceLink?: { readonly id: string; readonly title?: string };
  readonly deepLinking?: DeepLinkingSettings;
  /** Learner whose work a submission review opens. */
  readonly reviewOf?: string;
  readonly gradeService?: GradeService;
  /** NRPS `context_memberships_url`. */
  readonly membershipsUrl?: string;
  /** Our own custom parameters, prefix removed (`attendus_grid` is `grid`); unsubstituted `$…` left out. */
  readonly custom: Readonly<Record<string, string>>;
  readonly locale: 'fr' | 'en';
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Port. */
export interface LaunchSessionStore {
  add(session: LaunchSession): Promise<void>;
  /** Never gives an expired session. */
  get(id: string, now: Date): Promise<LaunchSession | undefined>;
  /** Moves the idle limit. */
  extend(id: string, expiresAt: Date): Promise<void>;
}

/** A session ends when it was idle for eight hours. */
export const SESSION_IDLE_SECONDS = 8 * 3600;
