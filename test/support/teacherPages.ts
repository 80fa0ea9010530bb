import { createHash } from 'node:crypto';
import type { Express } from 'express';
import request from 'supertest';
import type { Activity } from '../../src/evaluation/activity.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { LaunchSession } from '../../src/platform/launchSession.js';
import type { Member, RosterAnswer } from '../../src/platform/roster.js';
import { RosterReader } from '../../src/platform/rosterReader.js';
import { openServices, type Services } from '../../src/services.js';
import { createApp, type AppServices } from '../../src/web/app.js';
import { SESSION_COOKIE } from '../../src/web/session/sessionGuard.js';
import { welcomeActivity } from './activities.js';
import { removeDirectory, temporaryDirectory } from './backends.js';
import { draftEvaluation } from './evaluations.js';
import { teacherSession } from './launchSessions.js';

/** Half past ten on a school day in Paris. */
export const NOW = new Date('2040-01-16T09:30:00Z');

export const SESSION_SECRET = 'cookie of the tests';
const cookieHash = createHash('sha256').update(SESSION_SECRET).digest('base64url');

export const learner = (sub: string, familyName: string, givenName: string): Member => ({
  sub,
  familyName,
  givenName,
  name: `${givenName} ${familyName}`,
  role: 'learner',
  active: true,
});

export const twoLearners: readonly Member[] = [
  learner('21', 'Bézier', 'Chloé'),
  learner('22', 'Diallo', 'Amadou'),
];

const URL_OF_TOOL = 'http://localhost:3000';

/** As browsers say it of each form of ours. */
export const FROM_OUR_PAGE = { Origin: URL_OF_TOOL };

/** The real application on a store of its own, with the platform's class list in our hands. */
export class TeacherPages {
  now = NOW;
  woken = 0;
  /** What the platform answers when asked for the class list. */
  roster: RosterAnswer = { members: twoLearners };
  /** What it answers for the activity alone, where that is something else. */
  linkRoster: RosterAnswer | undefined;
  /** Of the course and of the activity together. */
  rosterReads = 0;

  private constructor(
    readonly services: Services,
    readonly app: Express,
    readonly directory: string,
  ) {}

  /** A store that holds one activity, or none. */
  static async open(
    activity: Activity | null = welcomeActivity,
    others: Partial<AppServices> = {},
  ): Promise<TeacherPages> {
    const directory = temporaryDirectory();
    const silent = { info() {}, warn() {}, error: (facts: object, text: string) => report(facts, text) };
    const opened: { pages?: TeacherPages } = {};
    let count = 0;
    const services = await openServices(
      {
        port: 3000,
        host: '127.0.0.1',
        url: URL_OF_TOOL,
        dataDirectory: directory,
        secret: 'the secret of the tests, of 32 bytes',
        logLevel: 'silent',
        trustProxy: false,
        launchesPerMinute: 1_000_000,
        demo: true,
      },
      silent,
      {
        now: () => opened.pages?.now ?? NOW,
        newId: () => `id-${(count += 1)}`,
        randomBytes: (size) => Buffer.alloc(size, 1),
        random: () => 0.5,
      },
    );
    const app = createApp({
      ...services,
      ...others,
      rosterReader: new RosterReader({
        ...services.stores,
        now: services.now,
        rosterService: {
          async read(_session, resourceLinkId) {
            if (!opened.pages) throw new Error('nobody asked yet');
            opened.pages.rosterReads += 1;
            const { roster, linkRoster } = opened.pages;
            return resourceLinkId === undefined ? roster : (linkRoster ?? roster);
          },
        },
      }),
      wakeDispatcher: () => {
        if (opened.pages) opened.pages.woken += 1;
      },
    });
    if (activity) await services.activities.addOnce(activity);
    opened.pages = new TeacherPages(services, app, directory);
    return opened.pages;
  }

  async close(): Promise<void> {
    await this.services.close();
    removeDirectory(this.directory);
  }

  /** A browser with a session of its own. */
  async visitor(changes: Partial<LaunchSession> = {}): Promise<Visitor> {
    const session = {
      ...teacherSession,
      cookieHash,
      expiresAt: new Date(this.now.getTime() + 8 * 3600 * 1000),
      ...changes,
    };
    await this.services.sessions.add(session);
    return new Visitor(this.app, session);
  }

  async stored(sub: string): Promise<Evaluation> {
    const found = await this.services.evaluations.find(welcomeActivity.id, sub);
    if (!found) throw new Error(`nothing is stored about ${sub}`);
    return found;
  }

  /** Stores an evaluation of the welcome activity. */
  async store(changes: Partial<Evaluation> = {}): Promise<Evaluation> {
    const outcome = await this.services.evaluations.save({ ...draftEvaluation, ...changes });
    if (outcome.kind !== 'saved') throw new Error('the evaluation is there already');
    return outcome.evaluation;
  }
}

/** Sends what a page's forms and scripts send. */
export class Visitor {
  constructor(
    private readonly app: Express,
    readonly session: LaunchSession,
  ) {}

  get(path: string) {
    return request(this.app).get(`/s/${this.session.id}${path}`).set('Cookie', this.#cookie());
  }

  post(path: string, fields: Record<string, string | readonly string[]>) {
    return request(this.app)
      .post(`/s/${this.session.id}${path}`)
      .set('Cookie', this.#cookie())
      .set(FROM_OUR_PAGE)
      .type('form')
      .send({ _csrf: this.session.csrfToken, ...fields });
  }

  /** A form with a file, as a browser sends it. */
  upload(path: string, fields: Record<string, string>, file?: { content: Buffer | string; name: string }) {
    const sent = request(this.app)
      .post(`/s/${this.session.id}${path}`)
      .set('Cookie', this.#cookie())
      .set(FROM_OUR_PAGE);
    for (const [name, value] of Object.entries({ _csrf: this.session.csrfToken, ...fields })) {
      sent.field(name, value);
    }
    return file ? sent.attach('file', Buffer.from(file.content), file.name) : sent;
  }

  /** A body as it is, right or wrong. */
  raw(path: string, contentType: string, body: string) {
    return request(this.app)
      .post(`/s/${this.session.id}${path}`)
      .set('Cookie', this.#cookie())
      .set(FROM_OUR_PAGE)
      .set('Content-Type', contentType)
      .send(body);
  }

  /** As autosave.js does. */
  draft(sub: string, fields: Record<string, string>) {
    return request(this.app)
      .post(`/s/${this.session.id}/learners/${sub}/draft`)
      .set('Cookie', this.#cookie())
      .set(FROM_OUR_PAGE)
      .set('Accept', 'application/json')
      .set('X-CSRF-Token', this.session.csrfToken)
      .type('form')
      .send(fields);
  }

  readonly #cookie = () => `${SESSION_COOKIE}=${SESSION_SECRET}`;
}

/** Page texts with plain spaces and apostrophes, so that tests read as people do. */
export const plain = (html: string): string => html.replace(/[\u00a0\u202f]/g, ' ').replaceAll('&#39;', "'");

function report(facts: object, text: string): never {
  throw new Error(`${text}: ${JSON.stringify(facts)}`, { cause: (facts as { err?: unknown }).err });
}
