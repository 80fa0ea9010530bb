import { ACCUEIL_SEED } from '../../src/demo/site/seed.js';
import type { Activity } from '../../src/demo/site/state.js';
import { eventually } from '../support/eventually.js';
import type { LevelCode } from '../support/lesson.js';
import { COURSE, Person, TEACHER } from '../support/person.js';
import { TestApp } from '../support/testApp.js';

/** A platform that speaks this language to its users. */
export const startSchool = (language: 'fr' | 'en'): Promise<TestApp> =>
  TestApp.start({
    platform: { seed: { ...ACCUEIL_SEED, site: { ...ACCUEIL_SEED.site, locale: language } } },
  });

export const bareLink = (app: TestApp, title: string): Activity =>
  app.platform.addActivity({
    courseId: COURSE,
    toolId: app.tool.id,
    title,
    column: { scoreMaximum: 20 },
  });

const COMMENT = `Ton accueil est souriant et ta voix posée.
Pense à reformuler la demande avant de répondre : le visiteur sait alors qu'il a été compris.`;

/** The competencies of a usual activity: eleven attendus. */
const COMPETENCIES = ['1.2', '1.3', '1.4'];

export interface School {
  readonly activity: Activity;
  /** Learner ids by what became of them. */
  readonly published: string;
  readonly draft: string;
  readonly untouched: string;
  readonly absent: string;
  readonly drifted: string;
}

/** An activity in the middle of a school year: some published, some begun, some in trouble. */
export async function schoolYear(app: TestApp): Promise<School> {
  const activity = bareLink(app, "Accueil physique d'un visiteur");
  const teacher = new Person(app, TEACHER);
  const picker = await teacher.launch(activity);
  const classPage = await picker.pressWith(/Utiliser cette grille|Use this grid/, (entries) => {
    for (const code of COMPETENCIES) entries.append('competencies', code);
  });
  const publish = async (id: string, levels: readonly LevelCode[], comment = '') => {
    const grid = await classPage.visit(`learners/${id}`);
    return grid.pressWith(/^(Publier|Publish)$/, (entries) => {
      levels.forEach((level, i) => entries.set(`level.${codeOf(i)}`, String(level)));
      entries.set('generalComment', comment);
      entries.set('comment.C1.3-2', comment === '' ? '' : 'Tu écoutes sans couper la parole.');
    });
  };
  for (const [i, id] of ['8', '9', '10', '11', '12', '13'].entries()) {
    await publish(id, [4, 3, 3, (1 + (i % 4)) as LevelCode, 3, 2, 4, 3, 3]);
  }
  await publish('5', [4, 3, 2, 3, 1, 4, 3, 4, 3], COMMENT);
  await publish('6', [3, 3, 3, 3, 3, 3, 3, 3, 3]);
  await app.delivered();
  const [column] = app.platform.lineItemsOf(activity.id);
  app.platform.overrideGrade(column?.id ?? '', '6', 9);
  app.advance(2);
  await publish('6', [4, 4, 4, 4, 4, 4, 4, 4, 4]);
  await app.delivered();

  app.platform.lockGrade(column?.id ?? '', '14');
  await publish('14', [2, 2, 3, 3, 3, 3, 2, 2, 2]);
  await eventually('a mark to be refused for now', () =>
    app.platform.state.scoresReceived.some(({ status }) => status === 500),
  );
  await (
    await classPage.visit('learners/7')
  ).pressWith(/^(Enregistrer|Save)$/, (entries) => {
    const levels = ['3', '4', '2', 'notJudged', '3', '4', '3', '4'];
    levels.forEach((level, i) => entries.set(`level.${codeOf(i)}`, level));
  });
  await (
    await classPage.visit('learners/16')
  ).pressWith(/^(Publier|Publish)$/, (entries) => entries.set('presence', 'absent'));
  return { activity, published: '5', draft: '7', untouched: '15', absent: '16', drifted: '6' };
}

const CODES = ['1.2-1', '1.2-2', '1.3-1', '1.3-2', '1.3-3', '1.4-1', '1.4-2', '1.4-3', '1.4-4'];
const codeOf = (i: number) => `C${CODES[i]}`;
