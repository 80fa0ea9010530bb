import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import type { FaultName } from '../../src/demo/faults.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { Lesson, type LevelCode } from '../support/lesson.js';
import { MovingClock } from '../support/movingClock.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';
import { bigClass, learnerIds } from './bigClass.js';
import { hiddenFields, SignedIn } from './signedIn.js';

export interface FaultsPlan {
  readonly learners: number;
  /** Publications of each learner. */
  readonly rounds: number;
  /** Acknowledged publications from one kill to the next, on average. */
  readonly killEvery: number;
  readonly random: () => number;
  readonly tell?: (progress: string) => void;
}

export interface FaultsAccount {
  readonly published: number;
  readonly kills: number;
  /** Calls that met each fault. */
  readonly struck: Partial<Readonly<Record<FaultName, number>>>;
  readonly scoresReceived: number;
  /** Marks that the gradebook took while everything still failed; the others were overtaken, or came once it was calm. */
  readonly takenAmidFaults: number;
  readonly milliseconds: number;
  /** From the start of a process to its first « ready », the first time and the longest after a crash. */
  readonly firstStartMs: number;
  readonly slowestStartMs: number;
  readonly storeMegabytes: number;
}

/** Beyond every lease and every wait after a failure. */
const LONG_SECONDS = 6 * 3600;
/** Beyond a lease: what a killed process had claimed is due again when the next one starts. */
const LEASE_SECONDS = 130;
const TEACHERS_AT_ONCE = 6;

/** How often each is drawn. One call that hangs keeps one of the four senders for longer than a process lives. */
const FAULTS: Partial<Readonly<Record<FaultName, number>>> = {
  serverError: 5,
  tooManyRequests: 4,
  reset: 5,
  unauthorized: 4,
  lostAnswer: 5,
  slow: 3,
  hang: 1,
};
const DRAWN = Object.entries(FAULTS).flatMap(([name, times]) =>
  Array<FaultName>(times).fill(name as FaultName),
);
const FAULT_EVERY_MS = 120;
const LEVELS: readonly LevelCode[] = [1, 2, 3, 4];
const SHARES = { 1: 0, 2: 35, 3: 75, 4: 100 } as const;

/**
 * Publishes mark after mark while the platform fails at random and the tool is killed every few seconds, then lets
 * everything settle.
 *
 * @throws AssertionError when a gradebook cell is not the last mark that was acknowledged, or an older one ever came
 * over a newer.
 */
export async function marksUnderFaults(plan: FaultsPlan): Promise<FaultsAccount> {
  const school = await School.start(plan);
  try {
    return await school.play();
  } finally {
    await school.close();
  }
}

interface Score {
  readonly userId: string;
  readonly comment?: string;
}

class School {
  readonly #clock = new MovingClock();
  readonly #dataDirectory = temporaryDirectory();
  readonly #last = new Map<string, { mark: number; comment: string }>();
  readonly #startsMs: number[] = [];
  #aheadSeconds = 0;
  #busy = true;
  #published = 0;
  #kills = 0;
  readonly #struck: Partial<Record<FaultName, number>> = {};
  #lms!: DemoServer;
  #tool!: ToolProcess;
  #lesson!: Lesson<{ platform: DemoServer['platform']; tool: Lesson['app']['tool'] }>;
  #session!: SignedIn;
  #port = 0;

  private constructor(private readonly plan: FaultsPlan) {}

  static async start(plan: FaultsPlan): Promise<School> {
    const school = new School(plan);
    school.#lms = await startDemoPlatform({
      port: 0,
      host: 'lms.localhost',
      now: school.#clock.now,
      privateKeyPem: await sharedKeyPem('platform'),
      seed: bigClass(plan.learners),
    });
    school.#port = await freePort();
    school.#tool = await school.#startTool();
    const { out } = await school.#tool.attendus('registration-link', '--activate');
    const { platform } = school.#lms;
    await fetch(platform.registrationAddress(/http\S+/.exec(out)?.[0] ?? ''));
    const [registered] = platform.state.tools;
    assert.ok(registered, out);
    school.#lesson = await Lesson.start({ platform, tool: platform.activateTool(registered.id) });
    school.#session = new SignedIn(school.#lesson.classPage);
    return school;
  }

  async play(): Promise<FaultsAccount> {
    const begun = performance.now();
    const troubles = [this.#killAgainAndAgain(), this.#failAtRandom()];
    await this.#publishAll();
    this.#busy = false;
    await Promise.all(troubles);
    const takenAmidFaults = this.#taken();
    this.#lms.platform.clearFaults();
    await this.#settle();
    this.#assertNothingOlderCameLater();
    return {
      published: this.#published,
      kills: this.#kills,
      struck: this.#struck,
      scoresReceived: this.#lms.platform.state.scoresReceived.length,
      takenAmidFaults,
      milliseconds: Math.round(performance.now() - begun),
      firstStartMs: this.#startsMs[0] ?? 0,
      slowestStartMs: Math.max(...this.#startsMs.slice(1)),
      storeMegabytes: this.#storeMegabytes(),
    };
  }

  async close(): Promise<void> {
    this.#busy = false;
    await this.#tool.kill();
    await this.#lms.close();
    removeDirectory(this.#dataDirectory);
  }

  async #startTool(): Promise<ToolProcess> {
    const begun = performance.now();
    const tool = await ToolProcess.start({
      port: this.#port,
      dataDirectory: this.#dataDirectory,
      clockAheadSeconds: this.#aheadSeconds,
    });
    this.#startsMs.push(Math.round(performance.now() - begun));
    return tool;
  }

  #storeMegabytes(): number {
    return Math.round(statSync(join(this.#dataDirectory, 'attendus.sqlite')).size / 2 ** 20);
  }

  async #publishAll(): Promise<void> {
    const wanted = Array.from({ length: this.plan.rounds }, (_, round) =>
      learnerIds(this.plan.learners).map((id) => ({ id, round })),
    ).flat();
    // One learner's publications stay in order: each teacher has learners of their own.
    await Promise.all(
      Array.from({ length: TEACHERS_AT_ONCE }, async (_, teacher) => {
        for (const { id, round } of wanted.filter((one) => Number(one.id) % TEACHERS_AT_ONCE === teacher)) {
          await this.#publish(id, round);
        }
      }),
    );
  }

  async #publish(id: string, round: number): Promise<void> {
    const pick = () => LEVELS[Math.floor(this.plan.random() * LEVELS.length)] ?? 1;
    const [first, second] = [pick(), pick()];
    const comment = `n° ${round}`;
    const mark = Math.round(((SHARES[first] + SHARES[second]) / 200) * 20 * 2) / 2;
    // What was not acknowledged may be stored or not: it is said again until it is.
    for (;;) {
      const acknowledged = await this.#tryToPublish(id, [first, second], comment).catch(() => false);
      if (acknowledged) break;
      await delay(50);
    }
    this.#last.set(id, { mark, comment });
    this.#published += 1;
    if (this.#published % 500 === 0) {
      const started = `the last start took ${this.#startsMs.at(-1)} ms`;
      const { length: received } = this.#lms.platform.state.scoresReceived;
      this.plan.tell?.(
        `${this.#published} published, ${received} scores received, ${this.#kills} kills, ${started}, ` +
          `store of ${this.#storeMegabytes()} MB`,
      );
    }
  }

  async #tryToPublish(id: string, levels: readonly LevelCode[], comment: string): Promise<boolean> {
    const page = await (await this.#session.get(`learners/${id}`)).text();
    const answer = await this.#session.post(`learners/${id}`, {
      ...hiddenFields(page),
      'level.C1.2-1': String(levels[0]),
      'level.C1.2-2': String(levels[1]),
      generalComment: comment,
      presence: 'present',
      action: 'publish',
    });
    await answer.arrayBuffer();
    return answer.status === 303;
  }

  async #killAgainAndAgain(): Promise<void> {
    while (this.#busy) {
      const due = this.#published + this.plan.killEvery * (0.5 + this.plan.random());
      while (this.#busy && this.#published < due) await delay(5);
      if (!this.#busy) return;
      await this.#tool.kill();
      this.#kills += 1;
      this.#passTime(LEASE_SECONDS);
      this.#tool = await this.#startTool();
    }
  }

  /** At each moment one fault waits for the next call, or none; what has struck is gone by itself. */
  async #failAtRandom(): Promise<void> {
    const { platform } = this.#lms;
    while (this.#busy) {
      const fault = DRAWN[Math.floor(this.plan.random() * DRAWN.length)];
      platform.clearFaults();
      if (fault) platform.setFault(fault, { times: 1, delayMs: 100 });
      await delay(FAULT_EVERY_MS);
      if (fault && !platform.state.faults.has(fault)) this.#struck[fault] = (this.#struck[fault] ?? 0) + 1;
    }
  }

  /** A mark may be taken again, under a later timestamp, where the tool could not know that it had arrived. */
  #taken(): number {
    const { scoresReceived } = this.#lms.platform.state;
    const taken = scoresReceived.filter(({ status }) => status === 200);
    return new Set(taken.map(({ body }) => `${(body as Score).userId} ${(body as Score).comment}`)).size;
  }

  /** The platform's clock at once, the tool's from its next start on. */
  #passTime(seconds: number): void {
    this.#aheadSeconds += seconds;
    this.#clock.advance(seconds);
  }

  /** Every lease and every wait is over: what was published and not sent is due. */
  async #settle(): Promise<void> {
    await this.#tool.kill();
    this.#passTime(LONG_SECONDS);
    this.#tool = await this.#startTool();
    const wrong = () =>
      [...this.#last].filter(
        ([id, { mark, comment }]) => this.#lesson.mark(id) !== mark || this.#lesson.feedback(id) !== comment,
      );
    await eventually('every cell to hold the last mark', () => wrong().length === 0, 120_000).catch(
      (error: unknown) => {
        const [some] = wrong();
        throw new assert.AssertionError({
          message: `${wrong().length} cells are wrong, such as ${JSON.stringify(some)} (${String(error)})`,
        });
      },
    );
  }

  #assertNothingOlderCameLater(): void {
    for (const id of this.#last.keys()) {
      const taken = this.#lesson.scoresOf(id).filter(({ status }) => status === 200);
      const rounds = taken.map(({ body }) => Number(/\d+/.exec(body.comment ?? '')?.[0]));
      const times = taken.map(({ body }) => Date.parse(body.timestamp));
      assert.deepEqual(
        rounds,
        rounds.toSorted((a, b) => a - b),
        `an older mark of ${id} came later`,
      );
      assert.ok(
        times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0)),
        `timestamps of ${id} do not grow`,
      );
    }
  }
}
