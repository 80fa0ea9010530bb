import assert from 'node:assert/strict';
import type { BankOwner, PhraseUse } from '../../../src/evaluation/commentBank.js';
import { learner, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const KEY = 'code metiers-accueil C1.1-1';
const three = { scaleId: 'lsl-pro', levelId: '3', sharePercent: 70 };

describe('a teacher’s own sentences', () => {
  let pages: TeacherPages;
  let claire: Visitor;
  let marc: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    claire = await pages.visitor();
    marc = await pages.visitor({ id: 'marc', user: { sub: '8', name: 'Marc Delmas' } });
  });
  afterEach(() => pages.close());

  const owner = ({ session }: Visitor): BankOwner => ({
    registrationId: session.scope.registrationId,
    teacherSub: session.user.sub,
  });
  const learn = (use: PhraseUse, who = claire) =>
    pages.services.commentBank.learn(owner(who), new Map([[KEY, [use]]]), pages.now);
  const known = async (who = claire) =>
    (await pages.services.commentBank.list(owner(who), KEY)).map(({ text }) => text);
  const idOf = async (sentence: string) =>
    (await pages.services.commentBank.list(owner(claire), KEY)).find(({ text }) => text === sentence)!.id;
  const fragment = async (query: string, who = claire) =>
    plain((await who.get(`/learners/21/phrases?${query}`).expect(200)).text);

  describe('publishing', () => {
    const publish = (fields: Record<string, string>, who = claire) =>
      who
        .post('/learners/21', { revision: '0', action: 'publish', 'level.C1.1-1': '3', ...fields })
        .expect(303);

    it('has them known, for the teacher who publishes', async () => {
      await publish({ 'comment.C1.1-1': 'Voix posée.' });
      assert.deepEqual(await known(), ['Voix posée.']);
      assert.deepEqual(await known(marc), []);
      const other = await claire.get('/learners/22/phrases?criterion=C1.1-1&level=3').expect(200);
      assert.match(other.text, /Voix posée\./);
      assert.doesNotMatch(await fragment('criterion=C1.1-1&level=3'), /Voix/, 'it stands there already');
    });

    it('counts a sentence once for one evaluation, however often it is published', async () => {
      await publish({ 'comment.C1.1-1': 'Voix posée.' });
      const { revision } = await pages.stored('21');
      await publish({ revision: String(revision), 'comment.C1.1-1': 'Voix posée.', generalComment: 'Bien.' });
      const [phrase] = await pages.services.commentBank.list(owner(claire), KEY);
      assert.equal(phrase?.uses, 1);
    });

    it('waits for it: a draft is half a sentence', async () => {
      await claire.draft('21', { revision: '0', 'comment.C1.1-1': 'Voix po' }).expect(200);
      await claire.post('/learners/22', { revision: '0', 'comment.C1.1-1': 'Voix po' }).expect(303);
      assert.deepEqual(await known(), []);
    });

    it('is done even where the bank cannot be written', async () => {
      const errors: string[] = [];
      const broken = await TeacherPages.open(undefined, {
        commentBank: {
          list: async () => [],
          forget: async () => {},
          learn: async () => {
            throw new Error('the disk is full');
          },
        },
        log: { info() {}, warn() {}, error: (_facts, text) => errors.push(text) },
      });
      try {
        const teacher = await broken.visitor();
        const fields = { revision: '0', 'level.C1.1-1': '3', 'comment.C1.1-1': 'Voix posée.' };
        await teacher.post('/learners/21', { ...fields, action: 'publish' }).expect(303);
        assert.ok((await broken.stored('21')).publication);
        assert.deepEqual(errors, ['comments were published, and not learnt']);
      } finally {
        await broken.close();
      }
    });
  });

  describe('GET /learners/:sub/phrases', () => {
    it('gives those of the level, the most used first', async () => {
      await learn({ text: 'Une fois.', level: three });
      await learn({ text: 'Souvent.', level: three });
      await learn({ text: 'Souvent.', level: three });
      await learn({ text: 'Excellent.', level: { ...three, levelId: '4', sharePercent: 100 } });
      const html = await fragment('criterion=C1.1-1&level=3');
      assert.ok(html.indexOf('Souvent.') < html.indexOf('Une fois.'));
      assert.match(html, /« maîtrisé »/);
      assert.doesNotMatch(html, /Excellent/);
    });

    it('gives all, each with its level, before one is chosen', async () => {
      await learn({ text: 'Voix posée.', level: three });
      assert.match(await fragment('criterion=C1.1-1'), /Voix posée\..*lang="fr">maîtrisé</);
    });

    it('says how they come about while there are none', async () => {
      assert.match(
        await fragment('criterion=C1.1-1'),
        /que vous publiez sur cet attendu seront proposés ici/,
      );
      assert.match(await fragment('criterion=C1.1-1&level=3'), /rien publié sur cet attendu à ce niveau/);
    });

    it('shows nothing of a colleague, nor of another platform', async () => {
      await learn({ text: 'De Claire.' });
      assert.doesNotMatch(await fragment('criterion=C1.1-1', marc), /De Claire/);
      await pages.services.commentBank.learn(
        { registrationId: 'registration-2', teacherSub: '7' },
        new Map([[KEY, [{ text: 'D’ailleurs.' }]]]),
        pages.now,
      );
      assert.doesNotMatch(await fragment('criterion=C1.1-1'), /ailleurs/);
    });

    it('escapes them', async () => {
      await learn({ text: '<script>alert("1")</script>' });
      assert.doesNotMatch(await fragment('criterion=C1.1-1'), /<script/);
    });

    it('answers 400 for a criterion that the grid does not have', async () => {
      await claire.get('/learners/21/phrases?criterion=C9').expect(400);
      await claire.get('/learners/21/phrases').expect(400);
    });

    it('is closed to learners', async () => {
      const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
      await chloe.get('/learners/21/phrases?criterion=C1.1-1').expect(403);
    });
  });

  describe('about the whole evaluation', () => {
    const WHOLE = 'overall metiers-accueil';
    const bank = async (who = claire) =>
      (await pages.services.commentBank.list(owner(who), WHOLE)).map(({ text }) => text);
    const publish = (sub: string, comment: string, level = '3') =>
      claire
        .post(`/learners/${sub}`, {
          revision: '0',
          action: 'publish',
          'level.C1.1-1': level,
          generalComment: comment,
        })
        .expect(303);

    it('proposes what was published of others, nearest to the mark first, to its author alone', async () => {
      pages.roster = { members: ['21', '22', '23'].map((sub) => learner(sub, 'Élève', sub)) };
      await publish('21', 'Accueil à reprendre.', '2');
      await publish('22', 'Bel accueil.', '3');
      await claire.draft('23', { revision: '0', 'level.C1.1-2': '3' }).expect(200);
      const { text } = await claire.get('/learners/23/phrases?criterion=*').expect(200);
      assert.match(plain(text), /Bel accueil\..*lang="fr">maîtrisé<.*Accueil à reprendre/s);
      const theirs = await marc.get('/learners/23/phrases?criterion=*').expect(200);
      assert.match(plain(theirs.text), /Les commentaires généraux que vous publiez seront proposés ici/);
    });

    it('learns no sentence that names the learner, from one grid or from the class page', async () => {
      await publish('21', 'Chloé sourit.\nVoix posée.');
      assert.deepEqual(await bank(), ['Voix posée.']);
      const { revision } = (
        await claire
          .draft('22', { revision: '0', 'level.C1.1-1': '3', generalComment: 'Bravo Amadou.\nSourire.' })
          .expect(200)
      ).body as { revision: number };
      await claire.post('/class/decide', { action: 'publish', learner: `${revision}.22` }).expect(303);
      assert.deepEqual((await bank()).toSorted(), ['Sourire.', 'Voix posée.']);
    });

    it('is inserted, and forgotten, without a script too', async () => {
      await publish('21', 'Bel accueil.');
      const page = await claire.get('/learners/22?phrases=*').expect(200);
      const [insert, forget] = ['insert', 'forget'].map(
        (what) => new RegExp(`name="phrase" value="(${what} \\S+ \\*)"`).exec(page.text)?.[1] ?? '',
      );
      await claire
        .post('/learners/22', { revision: '0', generalComment: 'Bien.', phrase: insert ?? '' })
        .expect(303)
        .expect('Location', '/s/session-1/learners/22?phrases=*#general-comment');
      const { content, revision } = await pages.stored('22');
      assert.equal(content.comment, 'Bien.\nBel accueil.');
      await claire
        .post('/learners/22', {
          revision: String(revision),
          generalComment: content.comment,
          phrase: forget ?? '',
        })
        .expect(303);
      assert.deepEqual(await bank(), []);
    });
  });

  describe('POST /learners/:sub/phrases/forget', () => {
    it('forgets one, and gives the others', async () => {
      await learn({ text: 'Voix posée.' });
      await learn({ text: 'À revoir.' });
      const phrase = `forget ${await idOf('À revoir.')} C1.1-1`;
      const { text } = await claire.post('/learners/21/phrases/forget', { phrase }).expect(200);
      assert.match(text, /Voix posée\./);
      assert.doesNotMatch(plain(text), /À revoir/);
      assert.deepEqual(await known(), ['Voix posée.']);
    });

    it('forgets nothing of a colleague', async () => {
      await learn({ text: 'De Claire.' });
      const phrase = `forget ${await idOf('De Claire.')} C1.1-1`;
      await marc.post('/learners/21/phrases/forget', { phrase }).expect(200);
      assert.deepEqual(await known(), ['De Claire.']);
    });

    it('answers 400 to what no page of ours sends', async () => {
      for (const phrase of ['', 'forget x', 'insert x C1.1-1', 'show C1.1-1', 'forget x C9'])
        await claire.post('/learners/21/phrases/forget', { phrase }).expect(400);
    });
  });

  describe('without a script', () => {
    const post = (fields: Record<string, string>) =>
      claire.post('/learners/21', { revision: '0', ...fields });

    it('shows them on the page, and keeps what was typed', async () => {
      await learn({ text: 'Voix posée.', level: three });
      await post({ 'level.C1.1-1': '3', 'comment.C1.1-2': 'En cours', phrase: 'show C1.1-1' })
        .expect(303)
        .expect('Location', '/s/session-1/learners/21?phrases=C1.1-1#comment-0');
      assert.equal((await pages.stored('21')).content.entries['C1.1-2']?.comment, 'En cours');
      const { text } = await claire.get('/learners/21?phrases=C1.1-1').expect(200);
      assert.equal(text.match(/class="phrases__list"/g)?.length, 1);
      assert.match(text, /<details class="remark" open>/);
      assert.match(text, /name="phrase" value="insert \S+ C1\.1-1"><span data-text>Voix posée\.</);
    });

    it('inserts one after what is written already', async () => {
      await learn({ text: 'Voix posée.' });
      const phrase = `insert ${await idOf('Voix posée.')} C1.1-1`;
      await post({ 'comment.C1.1-1': 'Bravo.', phrase }).expect(303);
      assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.comment, 'Bravo.\nVoix posée.');
    });

    it('inserts one where nothing is written', async () => {
      await learn({ text: 'Voix posée.' });
      await post({ phrase: `insert ${await idOf('Voix posée.')} C1.1-1` }).expect(303);
      assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.comment, 'Voix posée.');
    });

    it('inserts nothing that was forgotten meanwhile', async () => {
      await post({ 'comment.C1.1-1': 'Bravo.', phrase: 'insert gone C1.1-1' }).expect(303);
      assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.comment, 'Bravo.');
    });

    it('forgets one', async () => {
      await learn({ text: 'Voix posée.' });
      await post({ phrase: `forget ${await idOf('Voix posée.')} C1.1-1` }).expect(303);
      assert.deepEqual(await known(), []);
    });

    it('answers 400 for a criterion that the grid does not have', async () => {
      await post({ phrase: 'show C9' }).expect(400);
    });
  });
});
