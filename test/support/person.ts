import assert from 'node:assert/strict';
import jsonwebtoken from 'jsonwebtoken';
import type { DemoPlatform } from '../../src/demo/demoPlatform.js';
import type { Claims } from '../../src/demo/launch/idToken.js';
import type { Activity, Tool } from '../../src/demo/site/state.js';
import { BrowserSession, type BrowserOptions } from './http/browserSession.js';
import type { Page } from './http/page.js';

export const COURSE = '2';
export const TEACHER = '3';
export const COLLEAGUE = '4';

/** A platform, and the tool as it knows it. */
export interface Campus {
  readonly platform: DemoPlatform;
  readonly tool: Tool;
}

export interface LaunchAnswer {
  readonly page: Page;
  readonly token: string;
  readonly claims: Claims;
}

/** Someone signed in to the demo LMS, doing there what people do. */
export class Person {
  readonly browser: BrowserSession;
  #signedIn = false;

  constructor(
    private readonly campus: Campus,
    readonly userId: string,
    options: BrowserOptions = {},
  ) {
    this.browser = new BrowserSession(options);
  }

  async lms(path: string): Promise<Page> {
    const { url } = this.campus.platform;
    if (!this.#signedIn) {
      const home = await this.browser.open(`${url}/`);
      const entered = await this.browser.navigate({
        url: new URL('/session', url),
        fields: new URLSearchParams({ user: this.userId }),
        from: home.url,
      });
      assert.equal(entered.status, 200, entered.text);
      this.#signedIn = true;
    }
    return this.browser.open(`${url}${path}`);
  }

  /** The tool in the LMS's frame, or in a window of its own where the activity says so. */
  async launch(activity: Activity): Promise<Page> {
    const page = await this.lms(`/activites/${activity.moduleId}`);
    return activity.container === 'window' ? page.follow('nouvelle fenêtre') : page.frame();
  }

  /** A launch just before the platform's page posts its right answer to the tool. */
  async launchAnswer(activity: Activity): Promise<LaunchAnswer> {
    const lms = await this.lms(`/activites/${activity.moduleId}`);
    const src = lms.document.all('iframe')[0]?.attribute('src') ?? '';
    const start = await this.browser.load({ url: new URL(src, lms.url), from: lms.url, top: lms.url });
    const page = await this.browser.load({ ...start.formToPost(), from: start.url, top: lms.url });
    const token = page.formToPost().fields.get('id_token') ?? '';
    return { page, token, claims: jsonwebtoken.decode(token) as Claims };
  }

  /** A launch whose token says something else, rightly signed; `undefined` leaves a claim out. */
  async launchWith(activity: Activity, claims: Readonly<Record<string, unknown>>): Promise<Page> {
    const answer = await this.launchAnswer(activity);
    const token = this.campus.platform.signIdToken({ ...answer.claims, ...claims });
    return answer.page.postItself((fields) => fields.set('id_token', token));
  }

  /** « Analyse » of the gradebook: a submission review. */
  async review(activity: Activity, learnerId: string): Promise<Page> {
    return (await this.lms(`/activites/${activity.moduleId}/analyse/${learnerId}`)).frame();
  }

  /** « Choisir le contenu »: a deep linking request. */
  async chooseContent(courseId = COURSE): Promise<Page> {
    return (await this.lms(`/cours/${courseId}/contenu/${this.campus.tool.id}`)).frame();
  }
}
