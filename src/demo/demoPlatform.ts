import { randomBytes } from 'node:crypto';
import type { Express } from 'express';
import { demoApp } from './demoApp.js';
import { setFault, type FaultName, type FaultSetting } from './faults.js';
import { signJws } from './jws.js';
import { authorize, type Authorization, type AuthorizationParameters } from './launch/authorization.js';
import { launchPayload, type Claims } from './launch/idToken.js';
import { initiateLogin, type PostForm } from './launch/loginInitiation.js';
import type { Lms } from './lms.js';
import { registrationAddress } from './registration/registrationToken.js';
import { activateTool, registerToolManually, type ManualTool } from './registration/tools.js';
import { generatePrivateKeyPem, signingKey, type SigningKey } from './signingKey.js';
import {
  addActivity,
  columnsOf,
  copyCourse,
  deleteActivity,
  duplicateActivity,
  restrictActivity,
  type NewActivity,
} from './site/activities.js';
import { gradeIn, lockGrade, overrideGrade } from './site/grades.js';
import { ACCUEIL_SEED, emptyState, type Seed } from './site/seed.js';
import { SESSION_COOKIE, signIn } from './site/sessions.js';
import type {
  Activity,
  Course,
  DemoState,
  Grade,
  LaunchOrder,
  LineItem,
  LmsSession,
  Tool,
} from './site/state.js';
import type { MessageType } from './vocabulary.js';

export interface DemoPlatformOptions {
  /** Issuer and origin, without a final slash. */
  readonly url: string;
  readonly now?: () => Date;
  readonly randomBytes?: (size: number) => Buffer;
  /** A key made before, so that a test does not pay for one. */
  readonly privateKeyPem?: string;
  readonly seed?: Seed;
  /** Reads tools' key sets. */
  readonly fetch?: typeof fetch;
}

/** A launch that a test wants; the activity tells course and tool. */
export interface WantedLaunch {
  readonly userId: string;
  readonly activityId?: string;
  /** Of deep linking, where there is no activity. */
  readonly courseId?: string;
  readonly toolId?: string;
  readonly message?: MessageType;
  readonly forUserId?: string;
  readonly container?: 'iframe' | 'window';
}

export interface WantedIdToken extends WantedLaunch {
  readonly nonce: string;
  /** Replace claims by name; `undefined` leaves one out. */
  readonly claims?: Claims;
  readonly header?: Claims;
}

export interface Signature {
  /** Replace header fields; `undefined` leaves one out. `alg` decides how it is signed. */
  readonly header?: Claims;
  /** Another key: a PEM text, or the secret of an HS256 signature. */
  readonly key?: string;
}

/** The demo LMS: an Express app, and what tests ask of it directly. */
export class DemoPlatform {
  readonly app: Express;
  readonly #lms: Lms;

  constructor(options: DemoPlatformOptions & { readonly privateKeyPem: string }) {
    this.#lms = {
      url: options.url,
      state: emptyState(options.seed ?? ACCUEIL_SEED),
      signingKey: signingKey(options.privateKeyPem),
      now: options.now ?? (() => new Date()),
      randomBytes: options.randomBytes ?? randomBytes,
      fetch: options.fetch ?? fetch,
    };
    this.app = demoApp(this.#lms);
  }

  get url(): string {
    return this.#lms.url;
  }

  get state(): DemoState {
    return this.#lms.state;
  }

  get signingKey(): SigningKey {
    return this.#lms.signingKey;
  }

  // Tools

  registerToolManually(tool: ManualTool): Tool {
    return registerToolManually(this.#lms, tool);
  }

  /** Where to send a browser so that the tool registers itself, or registers again over `toolId`. */
  registrationAddress(toolAddress: string, toolId?: string): string {
    return registrationAddress(this.#lms, toolAddress, toolId);
  }

  activateTool(id: string): Tool {
    return activateTool(this.#lms, id);
  }

  // Courses

  addActivity(activity: NewActivity): Activity {
    return addActivity(this.#lms, activity);
  }

  duplicateActivity(id: string): Activity {
    return duplicateActivity(this.#lms, id);
  }

  /** To a group; without one, to nobody. */
  restrictActivity(id: string, groupId?: string): void {
    restrictActivity(this.#lms, id, groupId);
  }

  deleteActivity(id: string): void {
    deleteActivity(this.#lms, id);
  }

  copyCourse(id: string, title: string): Course {
    return copyCourse(this.#lms, id, title);
  }

  // Launches

  /** A session of the LMS and the `Cookie` header that carries it. */
  signIn(userId: string): { readonly session: LmsSession; readonly cookie: string } {
    const session = signIn(this.#lms, userId);
    return { session, cookie: `${SESSION_COOKIE}=${session.id}` };
  }

  /** The login initiation that the browser would post to the tool. */
  initiateLogin(session: LmsSession, launch: Omit<WantedLaunch, 'userId'>): PostForm {
    return initiateLogin(this.#lms, session, this.#orderOf(launch));
  }

  /** What the authorization endpoint answers to a tool's request. */
  authorize(session: LmsSession, parameters: AuthorizationParameters): Authorization {
    return authorize(this.#lms, session, parameters);
  }

  /** Claims of a right id_token. */
  idTokenPayload({ nonce, ...launch }: WantedLaunch & { readonly nonce: string }): Claims {
    const person = { userId: launch.userId, sessionKey: 'sesskey000' };
    return launchPayload(this.#lms, person, this.#orderOf(launch), nonce);
  }

  /** A signed id_token, right unless `claims` or `header` say otherwise. */
  issueIdToken({ claims, header, ...launch }: WantedIdToken): string {
    return this.signIdToken({ ...this.idTokenPayload(launch), ...claims }, { ...(header && { header }) });
  }

  signIdToken(payload: Claims, { header, key }: Signature = {}): string {
    const { kid, privateKey, publicKeyPem } = this.#lms.signingKey;
    const complete: Claims = { typ: 'JWT', alg: 'RS256', kid, ...header };
    // The classic confusion: the public key's text taken for a shared secret.
    const ownKey = complete['alg'] === 'HS256' ? publicKeyPem : privateKey;
    return signJws(complete, payload, key ?? ownKey);
  }

  /** From now on another key signs, and the key set holds it alone. */
  rotateKey(privateKeyPem: string): void {
    this.#lms.signingKey = signingKey(privateKeyPem);
  }

  // Gradebook

  /** Columns of an activity, its own first. */
  lineItemsOf(activityId: string): readonly LineItem[] {
    return columnsOf(this.#lms, activityId);
  }

  gradeOf(lineItemId: string, userId: string): Readonly<Grade> | undefined {
    return gradeIn(this.state, lineItemId, userId);
  }

  /** A teacher's own mark. */
  overrideGrade(
    lineItemId: string,
    userId: string,
    value: number | null,
    feedback: string | null = null,
  ): void {
    overrideGrade(this.#lms, this.#lineItem(lineItemId), userId, { value, feedback });
  }

  lockGrade(lineItemId: string, userId: string, locked = true): void {
    lockGrade(this.#lms, this.#lineItem(lineItemId), userId, locked);
  }

  // Bad days

  setFault(name: FaultName, setting: FaultSetting | boolean = true): void {
    setFault(this.state.faults, name, setting);
  }

  clearFaults(): void {
    this.state.faults.clear();
  }

  /** Every access token given so far is refused from now on. */
  revokeTokens(): void {
    this.state.accessTokens.clear();
  }

  #lineItem(id: string): LineItem {
    const item = this.state.lineItems.find((one) => one.id === id);
    if (!item) throw new Error(`no line item ${id}`);
    return item;
  }

  #orderOf(launch: Omit<WantedLaunch, 'userId'>): LaunchOrder {
    const { activityId, message, forUserId, container = 'iframe' } = launch;
    const activity = this.state.activities.find(({ id }) => id === activityId);
    const order = {
      courseId: launch.courseId ?? activity?.courseId ?? '',
      toolId: launch.toolId ?? activity?.toolId ?? '',
      container,
      ...(forUserId !== undefined && { forUserId }),
    };
    if (!activity) return { ...order, message: message ?? 'LtiDeepLinkingRequest' };
    const usual = forUserId === undefined ? 'LtiResourceLinkRequest' : 'LtiSubmissionReviewRequest';
    return { ...order, activityId: activity.id, message: message ?? usual };
  }
}

/** A demo LMS with a key of its own unless one is given. */
export async function createDemoPlatform(options: DemoPlatformOptions): Promise<DemoPlatform> {
  const privateKeyPem = options.privateKeyPem ?? (await generatePrivateKeyPem());
  return new DemoPlatform({ ...options, privateKeyPem });
}
