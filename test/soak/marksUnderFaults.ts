import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import type { FaultName } from '../../src/demo/faults.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { temporaryDirectory } from '../support/backends.js';
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
  readonly faults: number;
  readonly scoresReceived: number;
  readonly milliseconds: number;
}

/** Beyond every lease and every wait after a failure. */
const LONG_SECONDS = 6 * 3600;
const TEACHERS_AT_ONCE = 6;
const FAULTS: readonly FaultName[] = [
  'serverError',
  'tooManyRequests',
  'hang',
  'reset',
  'unauthorized',
  'slow',
];
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

class School {
  readonly #clock = new MovingClock();
  readonly #dataDirectory = temporaryDirectory();
  readonly #last = new Map<string, { mark: number; comment: string }>();
  #aheadSeconds = 0;
  #busy = true;
  #published = 0;
  #kills = 0;
  #faults = 0;
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
    this.#lms.platform.clearFaults();
    await this.#settle();
    this.#assertNothingOlderCameLater();
    return {
      published: this.#published,
      kills: this.#kills,
      faults: this.#faults,
      scoresReceived: this.#lms.platform.state.scoresReceived.length,
      milliseconds: Math.round(performance.now() - begun),
    };
  }

  async close(): Promise<void> {
    this.#busy = false;
    await this.#tool.kill();
    await this.#lms.close();
    rmSync(this.#dataDirectory, { recursive: true, force: true });
  }

  #startTool(): Promise<ToolProcess> {
    return ToolProcess.start({
      port: this.#port,
      dataDirectory: this.#dataDirectory,
      clockAheadSeconds: this.#aheadSeconds,
    });
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
    if (this.#published % 500 === 0) this.plan.tell?.(`${this.#published} published, ${this.#kills} kills`);
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
      this.#tool = await this.#startTool();
    }
  }

  async #failAtRandom(): Promise<void> {
    while (this.#busy) {
      const fault = FAULTS[Math.floor(this.plan.random() * FAULTS.length)] ?? 'reset';
      this.#lms.platform.setFault(fault, { times: 1 + Math.floor(this.plan.random() * 4), delayMs: 100 });
      this.#faults += 1;
      await delay(60);
    }
  }

  /** Every lease and every wait is over: what was published and not sent is due. */
  async #settle(): Promise<void> {
    await this.#tool.kill();
    this.#aheadSeconds += LONG_SECONDS;
    this.#clock.advance(LONG_SECONDS);
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
      const rounds = taken.map(({ body }) =>
        Number(/\d+/.exec((body as { comment?: string }).comment ?? '')?.[0]),
      );
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
