import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { AppServices } from '../../src/web/app.js';
import { SESSION_COOKIE } from '../../src/web/session/sessionGuard.js';
import type { LaunchSession } from '../../src/platform/launchSession.js';
import { receptionActivity } from '../support/reception.js';
import { SESSION_SECRET, TeacherPages } from '../support/teacherPages.js';
import { openProfile, type Profile } from './chromium.js';

/** The application behind a real browser, with sessions that no platform had to open. */
export class LearnerRig {
  readonly #profiles: Profile[] = [];

  private constructor(
    readonly pages: TeacherPages,
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(activity = receptionActivity, others: Partial<AppServices> = {}): Promise<LearnerRig> {
    const pages = await TeacherPages.open(activity, others);
    const server = createServer(pages.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LearnerRig(pages, server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Narrow windows are touch screens. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const touch = (options.viewport?.width ?? 1280) < 500;
    const profile = await openProfile(
      'partitioned',
      { locale: 'fr-FR', hasTouch: touch, isMobile: touch, ...options },
      this.url,
    );
    this.#profiles.push(profile);
    await profile.context.addCookies([{ name: SESSION_COOKIE, value: SESSION_SECRET, url: this.url }]);
    return profile.context;
  }

  /** A page of a session of its own. */
  async visit(
    path: string,
    session: Partial<LaunchSession> & Pick<LaunchSession, 'id'>,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    await this.pages.visitor(session);
    const page = await (await this.context(options)).newPage();
    await page.goto(`${this.url}/s/${session.id}${path}`);
    return page;
  }

  async close(): Promise<void> {
    for (const profile of this.#profiles) await profile.close();
    this.server.close();
    this.server.closeAllConnections();
    await this.pages.close();
  }
}

export const chloe = { role: 'learner', user: { sub: '21', name: 'Chloé Bézier' } } as const;
