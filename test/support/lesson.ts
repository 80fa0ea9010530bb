import assert from 'node:assert/strict';
import type { Activity, LineItem } from '../../src/demo/site/state.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { Page } from './http/page.js';
import { COURSE, Person, TEACHER, type Campus } from './person.js';
import type { TestApp } from './testApp.js';

/** The two attendus of competency 1.2, in the order of the grid. */
export const PUBLIC = 'Les caractéristiques du public sont repérées';
export const GREETING = 'Les salutations sont adaptées';

/** Levels of « Livret scolaire », by share: 0, 35, 75 and 100 %. */
export const LEVEL = {
  1: 'non maîtrisé',
  2: 'insuffisamment maîtrisé',
  3: '3 maîtrisé',
  4: 'bien maîtrisé',
} as const;
export type LevelCode = keyof typeof LEVEL;

interface LessonOptions {
  readonly title?: string;
  /** Without a column in the gradebook. */
  readonly ungraded?: boolean;
  readonly container?: 'iframe' | 'window';
  readonly purpose?: 'Formative' | 'Certificative';
  readonly courseId?: string;
  /** The platform's group that it is kept for. */
  readonly groupId?: string;
}

/** An activity with the two attendus of competency 1.2, marked out of 20, and its teacher on the class page. */
export class Lesson<Place extends Campus = TestApp> {
  private constructor(
    readonly app: Place,
    readonly activity: Activity,
    readonly teacher: Person,
    /** The teacher's. */
    readonly classPage: Page,
  ) {}

  static async start<Place extends Campus>(app: Place, options: LessonOptions = {}): Promise<Lesson<Place>> {
    const activity = app.platform.addActivity({
      courseId: options.courseId ?? COURSE,
      toolId: app.tool.id,
      title: options.title ?? 'Accueil physique',
      ...(options.container && { container: options.container }),
      groupId: options.groupId,
      ...(!options.ungraded && { column: { scoreMaximum: 20 } }),
    });
    const teacher = new Person(app, TEACHER);
    const picker = await teacher.launch(activity);
    if (options.purpose) picker.tick(options.purpose);
    const classPage = await picker.tick(PUBLIC).tick(GREETING).press('Utiliser cette grille');
    assert.equal(classPage.status, 200, classPage.summary);
    return new Lesson(app, activity, teacher, classPage);
  }

  get column(): LineItem {
    const [column] = this.app.platform.lineItemsOf(this.activity.id);
    assert.ok(column, 'the activity has no column');
    return column;
  }

  /** The mark that the gradebook shows; null where a cell is empty. */
  mark(learnerId: string): number | null | undefined {
    return this.app.platform.gradeOf(this.column.id, learnerId)?.finalGrade;
  }

  feedback(learnerId: string): string | null | undefined {
    return this.app.platform.gradeOf(this.column.id, learnerId)?.feedback;
  }

  async grid(learnerId: string): Promise<Page> {
    const page = await this.classPage.visit(`learners/${learnerId}`);
    assert.equal(page.status, 200, page.summary);
    return page;
  }

  /** Chooses two levels and publishes. */
  async publish(learnerId: string, levels: readonly [LevelCode, LevelCode], comment?: string): Promise<Page> {
    const grid = judged(await this.grid(learnerId), levels);
    if (comment !== undefined) grid.fill('Commentaire général', comment);
    const page = await grid.press(/^Publier$/);
    assert.equal(page.status, 200, page.summary);
    return page;
  }

  async withdraw(learnerId: string): Promise<Page> {
    const grid = await this.grid(learnerId);
    return (await grid.press('Retirer la publication')).press('Retirer la publication');
  }

  /** What the tool holds of a learner. */
  async evaluation(this: Lesson, learnerId: string): Promise<Evaluation> {
    const { stores, registrar } = this.app.services;
    const [registration] = await registrar.list();
    assert.ok(registration);
    const { courseId: contextId, toolId: deploymentId, id } = this.activity;
    const activity = await stores.activities.findByLink(
      { registrationId: registration.id, deploymentId, contextId },
      id,
    );
    const evaluation = activity && (await stores.evaluations.find(activity.id, learnerId));
    assert.ok(evaluation, `nothing is stored of ${learnerId}`);
    return evaluation;
  }

  /** What the platform received for a learner, in order. */
  scoresOf(learnerId: string): readonly SentScore[] {
    return this.app.platform.state.scoresReceived
      .filter(({ lineItemId, body }) => lineItemId === this.column.id && isScoreOf(body, learnerId))
      .map(({ at, status, body }) => ({ at, status, body: body as ScoreBody }));
  }
}

interface ScoreBody {
  readonly userId: string;
  readonly timestamp: string;
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
  readonly comment?: string;
}

export interface SentScore {
  readonly at: Date;
  readonly status: number;
  readonly body: ScoreBody;
}

const isScoreOf = (body: unknown, learnerId: string) => (body as ScoreBody).userId === learnerId;

/** The grid with both levels chosen, not sent yet. */
export const judged = (grid: Page, [first, second]: readonly [LevelCode, LevelCode]): Page =>
  grid.choose(PUBLIC, LEVEL[first]).choose(GREETING, LEVEL[second]);
