import type { Faults } from '../faults.js';
import type { MessageType } from '../vocabulary.js';

/** Someone with an account; ids are numbers written as text, as Moodle's are. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly sourcedId: string;
  readonly timeZone: string;
  readonly siteAdmin?: boolean;
  /** The platform sends neither name nor e-mail of this person. */
  readonly anonymous?: boolean;
}

export interface Enrolment {
  readonly userId: string;
  readonly role: 'teacher' | 'learner';
  readonly suspended?: boolean;
  readonly groupIds: readonly string[];
}

export interface Course {
  readonly id: string;
  readonly shortName: string;
  readonly title: string;
  readonly sourcedId: string;
  readonly startsAt: Date;
  /** Courses it was copied from, nearest first. */
  readonly history: readonly string[];
  readonly enrolments: readonly Enrolment[];
}

/** What a tool may do with the gradebook: nothing, fill its own columns, or make and change columns. */
export type GradeSync = 'none' | 'scores' | 'columns';

/** A registered tool; its id is also its `deployment_id`. */
export interface Tool {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly keys: { readonly keySetUrl: string } | { readonly publicKeyPem: string };
  readonly iconUrl?: string;
  /** `name=value` lines. */
  readonly custom: string;
  readonly status: 'pending' | 'active';
  /** Where content is chosen; absent when the tool offers no deep linking. */
  readonly deepLinkingUrl?: string;
  readonly gradeSync: GradeSync;
  readonly roster: boolean;
  readonly sendName: boolean;
  readonly sendEmail: boolean;
}

/** A placed resource link: `id` is the resource link's, `moduleId` the one in the LMS's own addresses. */
export interface Activity {
  readonly id: string;
  readonly moduleId: string;
  readonly courseId: string;
  readonly toolId: string;
  readonly title: string;
  readonly description: string;
  /** `''`: the tool's own address. */
  readonly url: string;
  readonly custom: string;
  readonly container: 'iframe' | 'window';
  readonly iconUrl?: string;
  readonly acceptsGrades: boolean;
  /** Learners outside of this group may not open it; absent: nobody is kept out. */
  readonly groupId?: string;
}

export interface SubmissionReview {
  /** Absent: the activity's own address. */
  readonly url?: string;
  readonly custom: string;
}

/** A gradebook column. */
export interface LineItem {
  readonly id: string;
  readonly courseId: string;
  /** Absent from columns that no tool can see. */
  readonly toolId?: string;
  readonly activityId?: string;
  /** `activity`: came with the activity and follows it; `manual`: made on its own. */
  readonly kind: 'activity' | 'manual';
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  tag?: string;
  submissionReview?: SubmissionReview | undefined;
  locked: boolean;
}

/** One cell of the gradebook; times in Unix seconds. */
export interface Grade {
  readonly lineItemId: string;
  readonly userId: string;
  /** What the tool sent, rescaled to the column's maximum. */
  rawGrade: number | null;
  /** What the gradebook shows. */
  finalGrade: number | null;
  feedback: string | null;
  modifiedAt: number | null;
  overriddenAt: number | null;
  lockedAt: number | null;
}

/** What a login initiation asked for; its key is the launch id of `lti_message_hint`. */
export interface LaunchOrder {
  readonly message: MessageType;
  readonly courseId: string;
  readonly toolId: string;
  readonly activityId?: string;
  readonly forUserId?: string;
  readonly container: 'iframe' | 'window';
}

export interface LmsSession {
  readonly id: string;
  readonly userId: string;
  readonly sessionKey: string;
  readonly launches: Map<string, LaunchOrder>;
}

interface AccessToken {
  readonly toolId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** One POST to a `/scores` address, whatever became of it. */
interface ReceivedScore {
  readonly at: Date;
  readonly courseId: string;
  readonly lineItemId: string;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  readonly status: number;
}

/** One request of a tool to the token endpoint, the key set or a service. */
interface ServiceRequest {
  readonly at: Date;
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

export interface SiteDescription {
  readonly guid: string;
  readonly name: string;
  readonly description: string;
  readonly locale: string;
  readonly timeZone: string;
}

export type Counter = 'course' | 'tool' | 'activity' | 'module' | 'lineItem';

/** Everything the demo LMS knows; it lives in memory and dies with the process. */
export interface DemoState {
  readonly site: SiteDescription;
  readonly users: readonly User[];
  courses: Course[];
  tools: Tool[];
  activities: Activity[];
  lineItems: LineItem[];
  /** By `lineItemId/userId`, in order of creation. */
  readonly grades: Map<string, Grade>;
  /** The next free id of each kind. */
  readonly nextIds: Record<Counter, number>;
  readonly sessions: Map<string, LmsSession>;
  readonly accessTokens: Map<string, AccessToken>;
  /** Registration tokens, assertion ids and nonces that may not come twice. */
  readonly spent: Set<string>;
  readonly faults: Faults;
  /** Members on a roster page when the tool sets no `limit`; absent: all of them. */
  rosterPageSize?: number;
  /** Sent as `data` of deep linking requests and wanted back; Moodle sends none. */
  deepLinkingData?: string;
  readonly scoresReceived: ReceivedScore[];
  readonly requests: ServiceRequest[];
}
