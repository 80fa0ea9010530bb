import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { SESSION_COOKIE } from '../../src/web/session/sessionGuard.js';
import { SESSION_SECRET, TeacherPages } from '../support/teacherPages.js';
import { patiently, sharedChromium } from './chromium.js';

/** A teacher's pages on a store of their own, served to a real browser. */
export class ServedPages {
  readonly #contexts: BrowserContext[] = [];
  /** What meets a request before the application does. */
  onRequest: RequestListener = () => {};

  private constructor(
    readonly pages: TeacherPages,
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(...parameters: Parameters<typeof TeacherPages.open>): Promise<ServedPages> {
    const pages = await TeacherPages.open(...parameters);
    const server = createServer((req, res) => {
      served.onRequest(req, res);
      pages.app(req, res);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const served: ServedPages = new ServedPages(pages, server, `http://127.0.0.1:${port}`);
    return served;
  }

  /** A browser of its own, which has the cookie of every session. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await (await sharedChromium()).newContext(options);
    this.#contexts.push(context);
    await context.addCookies([{ name: SESSION_COOKIE, value: SESSION_SECRET, url: this.url }]);
    return context;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await patiently(context.close());
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    await this.pages.close();
  }
}
