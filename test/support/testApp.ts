import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import type { Config } from '../../src/config.js';
import type { DemoPlatform, DemoPlatformOptions } from '../../src/demo/demoPlatform.js';
import { startDemoPlatform } from '../../src/demo/demoServer.js';
import type { Tool } from '../../src/demo/site/state.js';
import { openServices, type Services, type World } from '../../src/services.js';
import { createApp } from '../../src/web/app.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory, type BackendName } from './backends.js';
import { eventually } from './eventually.js';
import type { BrowserOptions } from './http/browserSession.js';
import { MovingClock } from './movingClock.js';
import { Person } from './person.js';
import { TestLog } from './testLog.js';

export interface TestAppOptions {
  readonly backend?: BackendName;
  readonly platform?: Partial<DemoPlatformOptions>;
  /** Without a tool on the platform, for tests of registration. */
  readonly unregistered?: boolean;
}

/** The whole tool at its own address, beside a demo platform on another site, on one clock. */
export class TestApp {
  readonly clock: MovingClock;
  readonly log = new TestLog();
  #services: Services | undefined;
  #handler: RequestListener = () => undefined;

  private constructor(
    readonly config: Config,
    readonly platform: DemoPlatform,
    private readonly world: World,
    clock: MovingClock,
    private readonly closers: (() => Promise<void> | void)[],
  ) {
    this.clock = clock;
  }

  static async start(options: TestAppOptions = {}): Promise<TestApp> {
    const clock = new MovingClock();
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      now: clock.now,
      privateKeyPem: await sharedKeyPem('platform'),
      ...options.platform,
    });
    const { config, remove } = settings(port, options.backend);
    const world: World = { now: clock.now, newId: randomUUID, randomBytes, random: () => 0 };
    const app = new TestApp(config, lms.platform, world, clock, [
      async () => {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      },
      () => lms.close(),
      remove,
    ]);
    server.on('request', (req, res) => app.#handler(req, res));
    await app.open();
    if (!options.unregistered) await app.register();
    return app;
  }

  get url(): string {
    return this.config.url;
  }

  get services(): Services {
    if (!this.#services) throw new Error('the app is closed');
    return this.#services;
  }

  /** The tool as the platform knows it. */
  get tool(): Tool {
    const [tool] = this.platform.state.tools;
    if (!tool) throw new Error('the tool is not registered');
    return tool;
  }

  async open(): Promise<void> {
    const services = await openServices(this.config, this.log, this.world);
    this.#services = services;
    this.#handler = createApp(services);
    services.dispatcher.start();
    services.evidenceSweeper.start();
  }

  /** What a stop and a start of the process leave: the store alone. */
  async restart(): Promise<void> {
    await this.closeServices();
    await this.open();
  }

  async closeServices(): Promise<void> {
    await this.#services?.close();
    this.#services = undefined;
  }

  async close(): Promise<void> {
    await this.closeServices();
    for (const close of this.closers) await close();
  }

  /** As an administrator does on both sides. */
  async register(): Promise<Tool> {
    const { url } = await this.services.registrar.invite({ activates: true, hours: 1 });
    const answer = await fetch(this.platform.registrationAddress(url));
    if (!answer.ok) throw new Error(`registration answered ${answer.status}: ${await answer.text()}`);
    return this.platform.activateTool(this.tool.id);
  }

  /** Someone of the platform, in a browser of their own. */
  as(userId: string, options?: BrowserOptions): Person {
    return new Person(this, userId, options);
  }

  /** Moves the clock on and has the dispatcher look again. */
  advance(seconds: number): void {
    this.clock.advance(seconds);
    this.services.dispatcher.wake();
  }

  /** Until no score waits any more: each was sent or refused. */
  async delivered(): Promise<void> {
    await eventually('every score to be sent or refused', async () => {
      const due = await this.services.stores.deliveries.nextDueAt();
      return due === undefined;
    });
  }
}

function settings(port: number, backend: BackendName = 'embedded') {
  const dataDirectory = temporaryDirectory();
  const config: Config = {
    port,
    host: '127.0.0.1',
    url: `http://localhost:${port}`,
    dataDirectory,
    secret: 'the secret of the tests, of 32 bytes and more',
    logLevel: 'silent',
    trustProxy: false,
    launchesPerMinute: 1_000_000,
    demo: true,
  };
  const removeData = () => removeDirectory(dataDirectory);
  const server = process.env['TEST_MONGODB_URI'];
  if (backend === 'embedded' || !server) return { config, remove: removeData };

  const uri = new URL(server);
  uri.pathname = `/attendus-test-${randomUUID()}`;
  const remove = async () => {
    removeData();
    const connection = await mongoose.createConnection(uri.href).asPromise();
    await connection.dropDatabase();
    await connection.close();
  };
  return { config: { ...config, mongodbUri: uri.href }, remove };
}
