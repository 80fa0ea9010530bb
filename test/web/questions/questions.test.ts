import assert from 'node:assert/strict';
import type { QuestionEntry } from '../../../src/evaluation/question/questionThread.js';
import { welcomeActivity } from '../../support/activities.js';
import { answer, emptyThread, question } from '../../support/questions.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { movedTo, secondVersion, understanding } from '../../support/versions.js';

const chloe = { id: 'learner', role: 'learner', user: { sub: '21', name: 'Chloé Bézier' } } as const;
const text = (html: string) => plain(html.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
/** The first criterion of the welcome grid. */
const GREETING = 'C1.1-1';

describe('questions', () => {
  let pages: TeacherPages;
  let learner: Visitor;
  let teacher: Visitor;

  async function begin(activity = welcomeActivity): Promise<void> {
    pages = await TeacherPages.open(activity);
    learner = await pages.visitor(chloe);
    teacher = await pages.visitor();
  }
  afterEach(() => pages.close());

  const store = (...entries: readonly QuestionEntry[]) =>
    pages.services.questions.save({ ...emptyThread, entries });
  const stored = () => pages.services.questions.find(welcomeActivity.id, '21');
  const seen = async (visitor: Visitor, path: string) => text((await visitor.get(path).expect(200)).text);

  it('keep their place and their sentence when the grid loses the criterion, and go on', async () => {
    await begin(movedTo(secondVersion({ criteria: [understanding] })));
    await store(question({ criterionId: GREETING, text: 'Quel ton ?' }));
    assert.match(
      await seen(learner, '/mine'),
      /Sur un attendu retiré de la grille La prise de contact est adaptée\..*Quel ton \?/,
    );
    assert.match(await seen(teacher, '/learners/21'), /La prise de contact est adaptée\..*Quel ton \?/);
    await teacher
      .post('/learners/21/questions', { entry: 'entry-1', criterion: GREETING, text: 'Posé.' })
      .expect(303);
    const last = (await stored())?.entries.at(-1);
    assert.deepEqual([last?.criterionId, last?.gridVersionId], [GREETING, 'grid-1@1']);
  });

  it('are asked of a criterion of a former version that the learner’s page still shows', async () => {
    await begin(movedTo(secondVersion({ criteria: [understanding] })));
    await learner
      .post('/mine/questions', { entry: 'entry-1', criterion: GREETING, text: 'Et là ?' })
      .expect(303);
    assert.equal((await stored())?.entries[0]?.gridVersionId, 'grid-1@1');
  });

  it('are named by their form, and a name that no form gives is refused', async () => {
    await begin();
    for (const odd of [
      { entry: '' },
      { entry: 'a b' },
      { entry: 'x'.repeat(65) },
      { entry: 'a', action: 'burn' },
    ]) {
      await learner.post('/mine/questions', { text: 'Pourquoi ?', ...odd }).expect(400);
    }
    assert.equal(await stored(), undefined);
  });

  it('keep line ends, and lose the white space around', async () => {
    await begin();
    await learner.post('/mine/questions', { entry: 'entry-1', text: ' Un\r\ndeux \n' }).expect(303);
    const [first] = (await stored())?.entries ?? [];
    assert.equal(first?.kind === 'message' && first.text, 'Un\ndeux');
    assert.deepEqual(first?.at, NOW);
  });

  it('are opened where a new answer stands, and counted as read by the learner alone', async () => {
    await begin();
    await store(question({ criterionId: GREETING }), answer({ criterionId: GREETING }));
    await seen(await pages.visitor({ id: 'mentor', role: 'mentor', mentees: ['21'] }), '/mentees/21');
    await seen(teacher, '/learners/21');
    assert.equal((await stored())?.learnerRead, 0);
    const opened = /<details class="unfold ask" open>/g;
    assert.equal((await learner.get('/mine').expect(200)).text.match(opened)?.length, 1);
    assert.equal((await stored())?.learnerRead, 2);
    assert.doesNotMatch((await learner.get('/mine').expect(200)).text, opened);
  });

  it('come first to a teacher: without an answer, then the others, folded', async () => {
    await begin();
    await store(
      question({ criterionId: GREETING, text: 'Finie.' }),
      answer({ criterionId: GREETING }),
      question({ text: 'Ouverte ?' }),
    );
    const page = await seen(teacher, '/learners/21');
    assert.match(
      page,
      /Questions de l'élève 1 sans réponse Sur l'ensemble.*Ouverte \?.*1 échange terminé.*Finie\./,
    );
    const alone = await seen(teacher, '/learners/21/questions');
    assert.ok(alone.indexOf('Ouverte ?') < alone.indexOf('Finie.'));
  });

  it('show teachers nothing of a thread in which everything was taken back', async () => {
    await begin();
    await store({ ...question({ text: 'Erreur.' }), withdrawnAt: NOW });
    assert.doesNotMatch(await seen(teacher, '/learners/21'), /Questions de l'élève|Erreur\./);
    assert.match(await seen(teacher, '/learners/21/questions'), /Aucune question/);
  });

  it('are not offered to a guest', async () => {
    await begin();
    const page = await seen(await pages.visitor({ id: 'guest', role: 'guest' }), '/mine');
    assert.doesNotMatch(page, /question/i);
  });
});
