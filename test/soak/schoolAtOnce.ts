import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { DemoServer } from '../../src/demo/demoServer.js';
import { startDemoPlatform } from '../../src/demo/demoServer.js';
import { MeasuredProcess } from '../bench/measure/measuredProcess.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { Lesson, type LevelCode } from '../support/lesson.js';
import { Person, TEACHER, type Campus } from '../support/person.js';
import { ended, freePort } from '../support/toolProcess.js';
import { Balancer } from './balancer.js';
import { bigClass, learnerIds } from './bigClass.js';
import { growths, heapKinds, type Growth, type HeapKinds } from './heapSnapshot.js';
import { hiddenFields, SignedIn } from './signedIn.js';

export interface LoadPlan {
  readonly minutes: number;
  /** Several share one store, which then is MongoDB's. */
  readonly processes: number;
  readonly mongodbUri?: string;
  readonly tell: (progress: string) => void;
}

export interface LoadAccount {
  readonly launches: number;
  readonly saves: number;
  readonly published: number;
  readonly scoresReceived: number;
  /** Scores that came once more than they were published. */
  readonly sentTwice: number;
  /** Everything that was not answered as it should be. */
  readonly errors: readonly string[];
  /** After garbage was collected, of each process: after the second wave, then after each. */
  readonly heapMegabytes: readonly (readonly number[])[];
  /** What takes more room in the last heap snapshot than in the one after the second wave, of each process. */
  readonly grown: readonly (readonly Growth[])[];
  readonly residentMegabytes: readonly number[];
}

const LEARNERS = 300;
const TEACHERS = 10;
const WAVE_SECONDS = 30;
const LAUNCHES_UNDER_WAY = 12;
const GROWTHS_TOLD = 8;

/** Three hundred learners open their activity within half a minute, again and again, while ten teachers save. */
export async function schoolAtOnce(plan: LoadPlan): Promise<LoadAccount> {
  const load = await Load.start(plan);
  try {
    return await load.play();
  } finally {
    await load.close();
  }
}

/** What tells one publication from another. */
function scoreOf(body: unknown): readonly unknown[] {
  const { userId, comment } = body as { userId: string; comment?: string };
  return [userId, comment];
}

class Load {
  readonly #directory = temporaryDirectory();
  readonly #errors: string[] = [];
  readonly #heap: number[][] = [];
  #early: readonly HeapKinds[] = [];
  #launches = 0;
  #saves = 0;
  #published = 0;
  #busy = true;
  #tools: MeasuredProcess[] = [];
  #lms!: DemoServer;
  #balancer!: Balancer;
  #lesson!: Lesson<Campus>;

  private constructor(private readonly plan: LoadPlan) {}

  static async start(plan: LoadPlan): Promise<Load> {
    const load = new Load(plan);
    load.#lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      privateKeyPem: await sharedKeyPem('platform'),
      seed: bigClass(LEARNERS),
    });
    load.#lesson = await Lesson.start(await load.#startTools());
    return load;
  }

  /** One public address, whatever process answers. */
  async #startTools(): Promise<Campus> {
    const { processes, mongodbUri } = this.plan;
    this.#balancer = await Balancer.start();
    const environment = {
      ATTENDUS_URL: this.#balancer.url,
      ATTENDUS_DATA_DIR: this.#directory,
      ATTENDUS_SECRET: 'the secret of the soak, of 32 bytes and more',
      ATTENDUS_DEMO: '1',
      LOG_LEVEL: 'error',
      ...(mongodbUri !== undefined && { MONGODB_URI: mongodbUri }),
    };
    for (let n = 0; n < processes; n += 1) {
      const port = await freePort();
      const tool = await MeasuredProcess.start({
        file: new URL('../../dist/main.js', import.meta.url),
        environment: { ...environment, PORT: String(port) },
        nodeOptions: ['--expose-gc'],
        preload: [new URL('heapProbe.mjs', import.meta.url)],
        isReady: async () => (await fetch(`http://localhost:${port}/readyz`)).ok,
      });
      this.#tools.push(tool);
      this.#balancer.add(port);
    }
    const { out, err } = await ended('cli/attendus', ['registration-link', '--activate'], environment);
    const { platform } = this.#lms;
    await fetch(platform.registrationAddress(/http\S+/.exec(out)?.[0] ?? ''));
    const [registered] = platform.state.tools;
    assert.ok(registered, err);
    return { platform, tool: platform.activateTool(registered.id) };
  }

  async play(): Promise<LoadAccount> {
    const teachers = Array.from({ length: TEACHERS }, (_, n) => this.#teach(n));
    const waves = Math.max(2, Math.round((this.plan.minutes * 60) / WAVE_SECONDS));
    for (let wave = 0; wave < waves; wave += 1) {
      const next = delay(WAVE_SECONDS * 1000);
      await this.#openAll();
      await next;
      if (wave > 0) this.#heap.push(await this.#heapOfEach());
      if (wave === 1) this.#early = await this.#snapshotOfEach();
      this.plan.tell(
        `wave ${wave + 1}/${waves}: ${this.#launches} launches, ${this.#saves} saves, ` +
          `${this.#errors.length} errors, heap ${this.#heap.at(-1)?.join(' ') ?? '–'} MB`,
      );
    }
    this.#busy = false;
    await Promise.all(teachers);
    const late = await this.#snapshotOfEach();
    const { scoresReceived } = this.#lms.platform.state;
    await eventually('every score', () => scoresReceived.length >= this.#published, 60_000).catch(() => {});
    const once = new Set(scoresReceived.map(({ body }) => JSON.stringify(scoreOf(body))));
    return {
      launches: this.#launches,
      saves: this.#saves,
      published: this.#published,
      scoresReceived: scoresReceived.length,
      sentTwice: scoresReceived.length - once.size,
      errors: this.#errors,
      heapMegabytes: this.#heap,
      grown: late.map((kinds, n) => growths(this.#early[n] ?? kinds, kinds).slice(0, GROWTHS_TOLD)),
      residentMegabytes: await Promise.all(
        this.#tools.map(async (tool) => Math.round((await tool.usage()).residentMegabytes)),
      ),
    };
  }

  async close(): Promise<void> {
    this.#busy = false;
    await Promise.all(this.#tools.map((tool) => tool.stop()));
    await this.#balancer.close();
    await this.#lms.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #heapOfEach(): Promise<number[]> {
    return Promise.all(
      this.#tools.map(async (tool) => {
        const { heapBytes } = (await tool.ask('heap')) as { heapBytes: number };
        return Math.round((heapBytes / 2 ** 20) * 10) / 10;
      }),
    );
  }

  async #snapshotOfEach(): Promise<readonly HeapKinds[]> {
    return Promise.all(
      this.#tools.map(async (tool) => {
        const { file } = (await tool.ask('snapshot')) as { file: string };
        const kinds = await heapKinds(file);
        await rm(file);
        return kinds;
      }),
    );
  }

  async #openAll(): Promise<void> {
    const waiting = [...learnerIds(LEARNERS)];
    const pauseMs = ((WAVE_SECONDS * 1000) / LEARNERS) * 0.9;
    const underWay = new Set<Promise<void>>();
    for (const id of waiting) {
      const launch = this.#open(id).finally(() => underWay.delete(launch));
      underWay.add(launch);
      if (underWay.size >= LAUNCHES_UNDER_WAY) await Promise.race(underWay);
      await delay(pauseMs);
    }
    await Promise.all(underWay);
  }

  async #open(id: string): Promise<void> {
    try {
      const page = await new Person(this.#lesson.app, id).launch(this.#lesson.activity);
      this.#launches += 1;
      if (page.status !== 200) this.#errors.push(`launch of ${id}: ${page.status}`);
    } catch (error) {
      this.#errors.push(`launch of ${id}: ${String(error)}`);
    }
  }

  /** A teacher who saves every second, and publishes each tenth time and the last. */
  async #teach(n: number): Promise<void> {
    const page = await new Person(this.#lesson.app, TEACHER).launch(this.#lesson.activity);
    const session = new SignedIn(page);
    const id = learnerIds(LEARNERS)[n] ?? '';
    let round = 0;
    while (this.#busy) {
      round += 1;
      await this.#save(session, id, { round, action: round % 10 === 0 ? 'publish' : 'save' });
      await delay(1000);
    }
    await this.#save(session, id, { round: -1, action: 'publish' });
  }

  async #save(
    session: SignedIn,
    id: string,
    { round, action }: { round: number; action: string },
  ): Promise<void> {
    const html = await (await session.get(`learners/${id}`)).text();
    const level = String((1 + (Math.abs(round) % 4)) as LevelCode);
    const answer = await session.post(`learners/${id}`, {
      ...hiddenFields(html),
      'level.C1.2-1': level,
      'level.C1.2-2': level,
      generalComment: `tour ${round}`,
      presence: 'present',
      action,
    });
    await answer.arrayBuffer();
    this.#saves += 1;
    if (action === 'publish') this.#published += 1;
    if (answer.status !== 303) this.#errors.push(`save of ${id}: ${answer.status}`);
  }
}
