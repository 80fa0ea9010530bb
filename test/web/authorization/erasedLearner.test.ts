import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { eraseLearner, type Person } from '../../../src/evaluation/eraseLearner.js';
import { welcomeActivity } from '../../support/activities.js';
import { teacherSession } from '../../support/launchSessions.js';
import { eventually } from '../../support/eventually.js';
import { storedDocuments } from '../../support/storedDocuments.js';
import { NOW } from '../../support/teacherPages.js';
import { ROUTE_RIGHTS } from './routeRights.js';
import { School } from './school.js';

const CHLOE: Person = { registrationId: teacherSession.scope.registrationId, sub: '21' };

/** Told with each erasure: see `STAYS` of the command. */
const STAYS = ['journal'];

const ERASED = [
  'activities',
  'commentBanks',
  'evaluations',
  'evidenceFolders',
  'launchSessions',
  'learnerGroups',
  'learnerNumbers',
  'linkAccess',
  'questions',
  'rosters',
  'selfAssessments',
  'tutorLinks',
  'tutorObservations',
];

/** What these hold of people is a teacher's own, or stands for nobody. */
const OF_NO_LEARNER = [
  'accessTokens',
  'desks',
  'gridVersions',
  'groupJudgements',
  'keptScales',
  'keyPairs',
  'libraryGrids',
  // A login that nobody finished holds the platform's hint of who began it, for ten minutes.
  'loginAttempts',
  'registrationLinks',
  'registrations',
  'schemaVersion',
  'tutorSessions',
];

/** Every collection that a model of ours makes, by its source: one that is empty is there too. */
function collections(): readonly string[] {
  const folder = new URL('../../../src/storage/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const models = sources.filter((file) => file.endsWith('Model.ts'));
  return models.flatMap((file) => {
    const made = readFileSync(new URL(file, folder), 'utf8').matchAll(/storedSchema<\w+>\(\s*'(\w+)'/g);
    const names = [...made].map(([, name = '']) => name);
    assert.ok(names.length > 0, `${file} makes no collection that this test can read`);
    return names;
  });
}

describe('a learner of a course with one of everything', () => {
  let school: School;
  let named: () => readonly string[];

  before(async () => {
    school = await School.open();
    const { services } = school.pages;
    await services.desks.numbers(welcomeActivity.id, ['21', '22']);
    const access = { excluded: ['21', '22'], told: true, readAt: NOW };
    await services.stores.linkAccess.put(welcomeActivity, access);
    const own = { registrationId: CHLOE.registrationId, teacherSub: CHLOE.sub };
    await services.commentBank.learn(own, new Map([['k', [{ text: 'Bien' }]]]), NOW);
    await school.pages.visitor({ id: 'review', reviewOf: CHLOE.sub });
    await leaveLines(school);
    await services.activities.beginApplication({
      ...welcomeActivity,
      gridVersionId: 'grid-1@2',
      application: {
        id: 'a',
        from: 'grid-1@1',
        by: { sub: '7' },
        at: NOW,
        republished: [{ learnerSub: CHLOE.sub, publishedAt: NOW }],
      },
    });
    named = () => {
      const documents = storedDocuments(school.pages.directory, namesChloe);
      return Object.keys(documents).filter((name) => (documents[name]?.length ?? 0) > 0);
    };
  });
  after(() => school.close());

  it('stands in the collections that are known for it, and each collection is known', () => {
    assert.deepEqual(named().toSorted(), [...ERASED, ...STAYS].toSorted());
    assert.deepEqual(collections().toSorted(), [...ERASED, ...STAYS, ...OF_NO_LEARNER].toSorted());
  });

  it('is in none of them once erased, by id or by name, but for what is told to stay', async () => {
    const files = () => readdirSync(`${school.pages.directory}/evidence`, { recursive: true }).join(' ');
    assert.match(files(), /photo-21/);
    await eraseLearner(CHLOE, school.pages.services.erasure);
    assert.deepEqual(named(), STAYS);
    assert.doesNotMatch(files(), /photo-21|thumbnail-21/);
    assert.match(files(), /photo-22/);
  });
});

/** As a value, also within JSON that is kept as text. Another platform's 21 is somebody else. */
const namesChloe = (document: Readonly<Record<string, unknown>>) =>
  document['registrationId'] !== 'registration-2' && /\\?"21\\?"|Chloé/.test(JSON.stringify(document));

/** Lines of the journal: what the teacher did about each learner, and what each learner did. */
async function leaveLines(school: School): Promise<void> {
  const draft = 'POST /learners/:sub/draft';
  const path = '/learners/21/draft';
  await school.ask('teacher', { method: 'POST', path }, ROUTE_RIGHTS[draft]?.form).expect(200);
  const lines = async () => (await school.pages.services.journal.list(JOURNAL)).length;
  await eventually('a line of the journal', async () => (await lines()) > 0);
}

const JOURNAL = { registrationId: CHLOE.registrationId, from: new Date(0), limit: 10 };
