import assert from 'node:assert/strict';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { Activity } from '../../src/demo/site/state.js';
import type { ThirdPartyCookies } from '../support/http/cookieJar.js';
import type { Page as SessionPage } from '../support/http/page.js';
import type { TestApp } from '../support/testApp.js';
import { openProfile, type Profile } from './chromium.js';

export const WIDTHS = [1280, 390] as const;
type Width = (typeof WIDTHS)[number];

/** Of each action: these pages answer within a tenth of a second. */
const PATIENCE_MS = 8000;

export interface VisitorOptions {
  readonly cookies?: ThirdPartyCookies;
  readonly width?: Width;
  readonly language?: 'fr' | 'en';
  readonly javaScript?: boolean;
}

/** Someone at a real browser. Whatever it complains about fails the test that closes it. */
export class Visitor {
  readonly #complaints: string[] = [];

  private constructor(
    readonly app: TestApp,
    private readonly profile: Profile,
    readonly page: Page,
  ) {
    this.#listen(page);
    profile.context.on('page', (other) => this.#listen(other));
  }

  static async open(app: TestApp, options: VisitorOptions = {}): Promise<Visitor> {
    const { cookies = 'partitioned', width = 1280, language = 'fr', javaScript = true } = options;
    const phone = width === 390;
    const profile = await openProfile(
      cookies,
      {
        viewport: { width, height: phone ? 844 : 800 },
        locale: language === 'fr' ? 'fr-FR' : 'en-GB',
        timezoneId: 'Europe/Paris',
        javaScriptEnabled: javaScript,
        hasTouch: phone,
        isMobile: phone,
      },
      app.url,
    );
    profile.context.setDefaultTimeout(PATIENCE_MS);
    const page = profile.context.pages()[0] ?? (await profile.context.newPage());
    return new Visitor(app, profile, page);
  }

  get context(): BrowserContext {
    return this.profile.context;
  }

  async close(): Promise<void> {
    await this.profile.close();
    assert.deepEqual(this.#complaints, []);
  }

  /** Chooses who to be on the LMS's first page. */
  async enterAs(name: string): Promise<void> {
    await this.page.goto(this.app.platform.url);
    await this.page.getByLabel('Je suis…').selectOption({ label: name });
    await this.page.getByRole('button', { name: 'Entrer' }).click();
    await this.page.getByText(`Je suis ${name}`).waitFor();
  }

  /** Signed in already. */
  async beUser(userId: string): Promise<void> {
    const [name = '', value = ''] = this.app.platform.signIn(userId).cookie.split('=');
    await this.context.addCookies([{ name, value, url: this.app.platform.url }]);
  }

  /** The tool in the page's frame, wherever it goes. */
  async frame(): Promise<Frame> {
    const frame = await (await this.page.waitForSelector('iframe')).contentFrame();
    assert.ok(frame);
    return frame;
  }

  /** An activity in the LMS's frame. */
  async launch({ moduleId }: Activity): Promise<Frame> {
    await this.page.goto(`${this.app.platform.url}/activites/${moduleId}`);
    const frame = await this.frame();
    await frame.waitForURL(/\/s\/|\/lti\//);
    await frame.locator('h1').first().waitFor();
    return frame;
  }

  /** The same activity in the whole window. */
  async launchInWindow({ moduleId }: Activity, query = ''): Promise<Page> {
    await this.page.goto(`${this.app.platform.url}/mod/lti/launch.php?id=${moduleId}${query}`);
    await this.page.waitForURL(/\/s\/|\/lti\/launch/);
    return this.page;
  }

  /** A page of a session that was opened by other means. */
  async goOnWith({ url, browser, top }: SessionPage): Promise<Page> {
    const cookie = browser.jar.header(url, { method: 'GET', ...(top && { top: top.hostname }) });
    const [name = '', value = ''] = cookie.split('=');
    await this.context.addCookies([{ name, value: decodeURIComponent(value), url: this.app.url }]);
    await this.page.goto(url.href);
    return this.page;
  }

  /** A page of the session that is open. */
  async visit(path: string): Promise<Page> {
    const session = /^.*\/s\/[^/]+/.exec(this.page.url())?.[0];
    assert.ok(session, `${this.page.url()} is no page of a session`);
    await this.page.goto(`${session}/${path}`);
    return this.page;
  }

  /** What the browser itself finds wrong: scripts that fail, what a policy refuses. */
  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // An answer that says no is an answer.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
      this.#complaints.push(`${page.url()}: ${message.text()}`);
    });
  }
}
