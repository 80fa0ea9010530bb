import assert from 'node:assert/strict';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { posted } from '../support/http/posted.js';
import { judged, Lesson } from '../support/lesson.js';
import { COLLEAGUE } from '../support/person.js';

const MENTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor';
const QUESTION = 'Faut-il dire « bonjour » au téléphone ?';
const ANSWER = 'Oui, puis nommer le service.';

describe('asking, and answering', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Questions ${count}` });
    });

    const learnerSees = (id = '5') => app().as(id).launch(lesson.activity);
    /** The form of a topic, by its place on the page: criteria first, the whole last. */
    const write = (page: Page, place: number, text: string) =>
      page.pressNth('Envoyer au professeur', place, (entries) => entries.set('text', text));
    const ask = async (place = 1, text = QUESTION, id = '5') => write(await learnerSees(id), place, text);
    const answer = (grid: Page, text = ANSWER) => grid.fill('Votre réponse', text).press('Répondre');

    it('is seen by the teacher first, answered on the grid, and shown to the learner as new once', async () => {
      const asked = await ask();
      assert.match(asked.text, /Question en attente de réponse/);
      assert.match(asked.url.hash, /^#attendu-C1-2-2$/);
      const classPage = await lesson.classPage.reload();
      assert.match(classPage.text, /À faire.*1 question/);
      assert.match(classPage.row('Bézier Chloé').join(' '), /question/);
      assert.doesNotMatch(classPage.row('Diallo Amadou').join(' '), /question/);
      const filtered = await classPage.follow(/^1 question$/);
      assert.throws(() => filtered.row('Diallo Amadou'));

      const grid = await filtered.follow(/^question/);
      assert.match(
        grid.text,
        /Questions de l'élève 1 sans réponse Les salutations sont adaptées.*L'élève .*Faut-il dire/,
      );
      const answered = await answer(grid);
      assert.match(answered.text, /1 échange terminé/);
      assert.doesNotMatch((await lesson.classPage.reload()).text, /1 question/);

      const mine = await learnerSees();
      assert.match(mine.text, /Ton professeur t'a répondu\. Voir la réponse : Les salutations/);
      assert.match(mine.text, /Question et réponse nouveau.*Hélène Garnier-Roux.*Oui, puis nommer/);
      const again = await mine.reload();
      assert.doesNotMatch(again.text, /t'a répondu|nouveau/);
      assert.match(again.text, /Oui, puis nommer/);
    });

    it('goes on: the learner answers, and waits again', async () => {
      await ask(2, 'Où est le plan des locaux ?');
      await answer(await lesson.grid('5'), 'Sur le comptoir.');
      const mine = await learnerSees();
      assert.match(mine.text, /Voir la réponse sur l'ensemble/);
      await write(mine, 2, 'Je ne le trouve pas.');
      const grid = await lesson.grid('5');
      assert.match(
        grid.text,
        /1 sans réponse Sur l'ensemble.*Où est le plan.*Sur le comptoir.*Je ne le trouve/,
      );
    });

    it('is settled without an answer, and the teacher may take that back', async () => {
      await ask();
      const settled = await (await lesson.grid('5')).press('Marquer comme réglée');
      assert.match(settled.text, /1 échange terminé/);
      assert.doesNotMatch((await lesson.classPage.reload()).text, /1 question/);
      assert.match((await learnerSees()).text, /Question réglée, sans réponse écrite/);
      await settled.press('Retirer');
      assert.match((await lesson.classPage.reload()).text, /1 question/);
    });

    it('is taken back within ten minutes: nobody else reads it, its author may put it back', async () => {
      const asked = await ask();
      const taken = await asked.press('Retirer');
      assert.ok(taken.text.includes(QUESTION), 'the author keeps the words');
      assert.doesNotMatch((await lesson.grid('5')).html, /Faut-il dire/);
      assert.doesNotMatch((await lesson.classPage.reload()).text, /1 question/);
      const back = await taken.press('Remettre');
      assert.match((await lesson.grid('5')).text, /1 sans réponse.*Faut-il dire/);

      app().advance(11 * 60);
      const late = await back.press('Retirer');
      assert.equal(late.status, 409);
      assert.match(late.text, /Dix minutes sont passées/);
      assert.match((await lesson.grid('5')).text, /Faut-il dire/);
      assert.throws(() => late.button('Retirer'));
    });

    it('leaves a trace of what was taken back after an answer', async () => {
      const asked = await ask();
      await answer(await lesson.grid('5'));
      await asked.press('Retirer');
      const grid = await lesson.grid('5');
      assert.match(grid.text, /Message retiré\..*Oui, puis nommer/);
      assert.doesNotMatch(grid.html, /Faut-il dire/);
    });

    it('sends neither nothing nor too much, and keeps what was typed', async () => {
      const empty = await ask(0, '   ');
      assert.equal(empty.status, 422);
      assert.match(empty.text, /Écris d'abord ton message/);
      const long = await empty.fill('Ta question', 'é'.repeat(1003)).press('Envoyer au professeur');
      assert.equal(long.status, 422);
      assert.match(long.text, /1 000 caractères : il y en a 3 de trop/);
      assert.equal(long.field('Ta question').value.length, 1003);
      const sent = await long.fill('Ta question', 'é'.repeat(1000)).press('Envoyer au professeur');
      assert.equal(sent.status, 200);
      assert.match((await lesson.grid('5')).text, /1 sans réponse/);
      const nothing = await (await lesson.grid('5')).press('Répondre');
      assert.equal(nothing.status, 422);
      assert.match(nothing.text, /Écrivez d'abord votre message/);
    });

    it('is text, never markup', async () => {
      await ask(0, '<b>gras</b> & <script>alert(1)</script>');
      for (const page of [await learnerSees(), await lesson.grid('5')]) {
        assert.ok(page.text.includes('<b>gras</b> & <script>alert(1)</script>'));
        assert.doesNotMatch(page.html, /<b>gras|<script>alert/);
      }
    });

    it('is there once when it is sent twice, and loses nothing when both write at once', async () => {
      const page = await learnerSees();
      const grid = async () => (await lesson.grid('5')).text;
      await Promise.all([write(page, 0, QUESTION), write(page, 0, QUESTION)]);
      assert.equal((await grid()).split('Faut-il dire').length, 2);

      const desk = await lesson.grid('5');
      const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
      const theirs = await colleague.visit('learners/5');
      const mine = await learnerSees();
      await Promise.all([
        answer(desk, 'Réponse A.'),
        answer(theirs, 'Réponse B.'),
        write(mine, 0, 'Question C.'),
        write(mine, 2, 'Question D.'),
      ]);
      const after = await grid();
      for (const text of ['Réponse A.', 'Réponse B.', 'Question C.', 'Question D.']) {
        assert.ok(after.includes(text), text);
      }
    });

    it('waits for an answer after five questions on one thing, and keeps the sixth on the page', async () => {
      const page = await learnerSees();
      for (let i = 1; i <= 5; i += 1) await write(await page.reload(), 0, `Question ${i}`);
      const sixth = await write(await page.reload(), 0, 'Question 6');
      assert.equal(sixth.status, 409);
      assert.match(sixth.text, /attends une réponse/);
      assert.equal(sixth.field(/^Ton message/).value, 'Question 6');
      assert.equal((await write(await page.reload(), 1, 'Ailleurs.')).status, 200);
      await (await lesson.grid('5')).pressNth('Répondre', 0, (entries) => entries.set('text', ANSWER));
      assert.equal((await write(await page.reload(), 0, 'Question 6')).status, 200);
    });

    it('is between one learner and their teachers', async () => {
      const asked = await ask();
      await answer(await lesson.grid('5'));
      const six = await learnerSees('6');
      assert.doesNotMatch(six.html, /Faut-il dire|nommer le service/);
      const entry = /id="message-([\w-]+)"/.exec(asked.html)?.[1] ?? '';
      for (const action of ['withdraw', 'restore']) {
        const answered = await posted(six, 'mine/questions', new URLSearchParams({ action, entry }));
        assert.equal(answered.status, 409, action);
      }
      const settle = new URLSearchParams({ action: 'settle', entry: 'entry-1' });
      assert.equal((await posted(await learnerSees(), 'mine/questions', settle)).status, 400);
      const foreign = new URLSearchParams({ action: 'send', entry: 'entry-1', text: 'x' });
      assert.equal((await posted(six, 'learners/5/questions', foreign)).status, 403);
      assert.equal((await posted(lesson.classPage, 'mine/questions', foreign)).status, 403);
      assert.equal((await six.visit('learners/5/questions')).status, 403);
      const unknown = new URLSearchParams({ ...Object.fromEntries(foreign), criterion: 'C9.9-9' });
      assert.equal((await posted(six, 'mine/questions', unknown)).status, 400);
    });

    it('is read by mentors, who write nothing, and read nothing that was taken back', async () => {
      const asked = await ask();
      await ask(0, 'Une seconde question.');
      const mentees = await app()
        .as('4')
        .launchWith(lesson.activity, {
          [ltiClaim('roles')]: [MENTOR],
          [ltiClaim('role_scope_mentor')]: ['5'],
        });
      const read = await mentees.follow('Chloé Bézier');
      assert.match(read.text, /L'élève .*Une seconde question\..*L'élève .*Faut-il dire/);
      assert.equal(read.document.all('form', 'textarea').length, 0);
      await (await asked.reload()).pressNth('Retirer', 1);
      assert.doesNotMatch((await read.reload()).html, /Faut-il dire/);
      const fields = new URLSearchParams({ action: 'send', entry: 'entry-1', text: 'x' });
      assert.equal((await posted(read, 'mine/questions', fields)).status, 403);
      // A mentor's look is not the learner's.
      await answer(await lesson.grid('5'));
      await read.reload();
      assert.match((await learnerSees()).text, /t'a répondu/);
    });

    it('is open before and after publication, and changes no mark, no publication, no closing', async () => {
      await lesson.publish('5', [4, 3]);
      const published = await lesson.evaluation('5');
      await ask();
      await answer(await lesson.grid('5'));
      const { delivery: _mark, ...before } = published;
      const { delivery: _after, ...after } = await lesson.evaluation('5');
      assert.deepEqual(after, before);

      const exam = await Lesson.start(app(), { title: `CCF ${count}`, purpose: 'Certificative' });
      await judged(await exam.grid('6'), [4, 3]).press(/^Publier$/);
      await (await (await exam.grid('6')).press(/^Clore/)).press(/^Clore/);
      const closed = await exam.evaluation('6');
      const candidate = await app().as('6').launch(exam.activity);
      await write(candidate, 0, QUESTION);
      const page = await (await exam.classPage.reload()).follow(/^question/);
      assert.equal(page.heading, 'Questions de Diallo Amadou');
      assert.match((await answer(page)).text, /Oui, puis nommer/);
      assert.deepEqual(await exam.evaluation('6'), closed);
      assert.match((await exam.classPage.visit('learners/6/sheet')).text, /intacte/);
    });

    it('names no learner to a teacher who hides names', async () => {
      await ask();
      const token = new URLSearchParams({ order: 'name', names: 'hidden', back: 'class' });
      await posted(lesson.classPage, 'desk', token);
      const grid = await lesson.grid('5');
      assert.match(grid.text, /L'élève .*Faut-il dire/);
      assert.doesNotMatch(grid.html, /Bézier|Chloé/);
    });
  });
});
