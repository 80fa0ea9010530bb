import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { eventually } from '../support/eventually.js';
import { Lesson } from '../support/lesson.js';
import { unenrol } from '../support/unenrol.js';

/** Long enough after the first failure, whatever the platform's own wish. */
const RETRY_SECONDS = 10;

describe('a gradebook in trouble', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    const stateInClass = async () => (await lesson.classPage.reload()).row('Bézier Chloé').slice(1, 4);

    const failedOnce = () =>
      eventually('a first try to fail', async () => {
        const { delivery } = await lesson.evaluation('5');
        return delivery?.failure && delivery;
      });

    async function deliveredLater(seconds = RETRY_SECONDS): Promise<void> {
      app().advance(seconds);
      await app().delivered();
    }

    describe('that answers badly for a while', () => {
      it('gets the mark after an error of its own', async () => {
        app().platform.setFault('serverError', { on: ['scores'], times: 1 });
        await lesson.publish('5', [4, 3]);
        await failedOnce();
        const [mark, state, gradebook] = await stateInClass();
        assert.deepEqual([mark, state], ['17,5', 'publié']);
        assert.match(gradebook ?? '', /nouvel envoi prévu.*Moodle signale une erreur/);
        assert.match(gradebook ?? '', /La note est gardée et sera renvoyée à \d\d h \d\d/);
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
      });

      it('is left alone as long as it asks for', async () => {
        app().platform.setFault('tooManyRequests', { on: ['scores'], times: 1, retryAfterSeconds: 90 });
        await lesson.publish('5', [4, 3]);
        const { dueAt, failure } = await failedOnce();
        assert.equal(failure?.reason, 'rateLimited');
        assert.ok((dueAt.getTime() - (failure?.at.getTime() ?? 0)) / 1000 >= 90);
        app().advance(60);
        const page = await lesson.grid('5');
        assert.match(page.text, /Moodle demande de patienter/);
        assert.equal(lesson.scoresOf('5').length, 0);
        await deliveredLater(31);
        assert.equal(lesson.mark('5'), 17.5);
      });

      it('gets the mark when it can be reached again', async () => {
        app().platform.setFault('reset', { on: ['scores'], times: 1 });
        await lesson.publish('5', [4, 3]);
        assert.equal((await failedOnce()).failure?.reason, 'unreachable');
        assert.match((await lesson.grid('5')).text, /Moodle est injoignable/);
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
      });

      it('gets only the last of several publications that waited', async () => {
        app().platform.setFault('serverError', { on: ['scores'] });
        await lesson.publish('5', [4, 4], 'Premier avis');
        await failedOnce();
        await lesson.publish('5', [2, 2], 'Deuxième avis');
        await lesson.publish('5', [3, 3], 'Dernier avis');
        await failedOnce();
        app().platform.clearFaults();
        await deliveredLater();
        const kept = lesson.scoresOf('5').filter(({ status }) => status === 200);
        assert.deepEqual(
          kept.map(({ body }) => [body.scoreGiven, body.comment]),
          [[15, 'Dernier avis']],
        );
      });

      it('loses the mark of a publication that was withdrawn while it waited', async () => {
        await lesson.publish('5', [4, 4]);
        await app().delivered();
        app().advance(2);
        app().platform.setFault('serverError', { on: ['scores'] });
        await lesson.withdraw('5');
        await failedOnce();
        assert.match((await lesson.grid('5')).text, /Le retrait est gardé et sera renvoyé/);
        app().platform.clearFaults();
        await deliveredLater();
        assert.equal(lesson.mark('5'), null);
      });

      it('keeps nothing from the other learners', async () => {
        app().platform.lockGrade(lesson.column.id, '5');
        await lesson.publish('5', [4, 3]);
        await lesson.publish('6', [4, 3]);
        await eventually('the other mark', () => lesson.mark('6') === 17.5);
        app().platform.lockGrade(lesson.column.id, '5', false);
        await failedOnce();
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
      });
    });

    describe('that no longer takes our token', () => {
      it('gets the mark with another one, at once', async () => {
        await lesson.publish('6', [4, 3]);
        await app().delivered();
        app().platform.revokeTokens();
        await lesson.publish('5', [4, 3]);
        await app().delivered();
        assert.equal(lesson.mark('5'), 17.5);
        assert.equal((await lesson.evaluation('5')).delivery?.attempts, 0);
      });

      it('is named to the teacher, with whom to ask', async () => {
        app().platform.setFault('unauthorized', { on: ['scores'] });
        await lesson.publish('5', [4, 3]);
        assert.equal((await failedOnce()).failure?.reason, 'unauthorized');
        assert.match(
          (await lesson.grid('5')).text,
          /Moodle ne reconnaît plus Attendus : un administrateur doit vérifier l'outil/,
        );
        app().platform.clearFaults();
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
      });

      it('gives one token for the marks of a class', async () => {
        app().platform.revokeTokens();
        app().advance(3600);
        const tokens = () =>
          app().platform.state.requests.filter(({ url }) => url.startsWith('/mod/lti/token')).length;
        const before = tokens();
        for (const id of ['5', '6', '7', '8', '9']) await lesson.publish(id, [4, 3]);
        await app().delivered();
        // One for the gradebook's scopes, at most one for the roster's.
        assert.ok(tokens() - before <= 2, `${tokens() - before} tokens`);
      });
    });

    describe('that holds another mark', () => {
      it('is told as « modifiée dans Moodle », and holds ours again once it may', async () => {
        await lesson.publish('5', [4, 3]);
        await app().delivered();
        app().advance(2);
        app().platform.overrideGrade(lesson.column.id, '5', 12);
        app().advance(2);
        await lesson.publish('5', [3, 3]);
        await app().delivered();
        assert.equal(lesson.mark('5'), 12);
        assert.match((await stateInClass())[2] ?? '', /modifiée dans Moodle.*Renvoyer/);
        const grid = await lesson.grid('5');
        assert.match(grid.text, /Moodle affiche 12 au lieu de 15 : la note y a été changée/);

        const form = await lesson.teacher.lms(`/notes/${lesson.column.id}/5`);
        await form.pressWith(/Retirer|Annuler|outil/i, (entries) => entries.set('action', 'withdraw'));
        app().advance(2);
        const resent = await (await lesson.grid('5')).press('Renvoyer');
        assert.match(resent.text, /La note de Bézier Chloé repart vers le carnet de notes/);
        await app().delivered();
        assert.equal(lesson.mark('5'), 15);
        assert.equal((await stateInClass())[2], 'envoyée');
      });

      it('can be sent again from the class page', async () => {
        await lesson.publish('5', [4, 3]);
        await app().delivered();
        app().platform.overrideGrade(lesson.column.id, '5', 12);
        app().advance(2);
        await lesson.publish('5', [3, 3]);
        await app().delivered();
        app().advance(2);
        const page = await (await lesson.classPage.reload()).press('Renvoyer');
        assert.match(page.url.pathname, /\/class$/);
        assert.equal(page.status, 200);
        await app().delivered();
        assert.equal((await lesson.evaluation('5')).delivery?.version, 3);
      });
    });

    describe('that is locked', () => {
      it('gets the mark when it is unlocked', async () => {
        app().platform.lockGrade(lesson.column.id, '5');
        await lesson.publish('5', [4, 3]);
        await failedOnce();
        assert.match((await lesson.grid('5')).text, /la note y est peut-être verrouillée/);
        app().platform.lockGrade(lesson.column.id, '5', false);
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
      });
    });

    describe('without the column', () => {
      const removeColumn = () => {
        const { state } = app().platform;
        const gone = lesson.column;
        state.lineItems = state.lineItems.filter(({ id }) => id !== gone.id);
      };

      it('gets a new one where the tool may make it', async () => {
        await lesson.publish('6', [4, 3]);
        await app().delivered();
        removeColumn();
        await lesson.publish('5', [4, 3]);
        await failedOnce();
        await deliveredLater();
        assert.equal(lesson.mark('5'), 17.5);
        assert.equal(lesson.column.scoreMaximum, 20);
      });

      it('is told to the teacher where it may not, and nothing is lost', async () => {
        const { tool } = app();
        app().platform.state.tools = [{ ...tool, gradeSync: 'scores' }];
        await lesson.teacher.launch(lesson.activity);
        removeColumn();
        await lesson.publish('5', [4, 3]);
        await failedOnce();
        await deliveredLater();
        app().platform.state.tools = [tool];
        const grid = await lesson.grid('5');
        assert.match(grid.text, /La colonne de cette activité n'existe plus dans le carnet de notes/);
        assert.match(grid.text, /La note est gardée ici : vous pouvez la renvoyer/);
        assert.ok(grid.button('Renvoyer'));
      });
    });

    describe('that takes no mark for someone', () => {
      it('says that a learner is no longer enrolled', async () => {
        await lesson.grid('5');
        const enrolAgain = unenrol(app().platform, lesson.activity.courseId, '5');
        await lesson.publish('5', [4, 3]);
        await app().delivered();
        enrolAgain();
        const { delivery } = await lesson.evaluation('5');
        assert.equal(delivery?.state, 'refused');
        assert.equal(delivery?.failure?.reason, 'notEnrolled');
        const [, , gradebook] = await stateInClass();
        assert.match(gradebook ?? '', /refusée par Moodle.*plus inscrit au cours.*Renvoyer/);

        await (await lesson.grid('5')).press('Renvoyer');
        await app().delivered();
        assert.equal(lesson.mark('5'), 17.5);
      });
    });

    describe('that is not offered', () => {
      it('keeps publications, says so, and sends them once it is', async () => {
        app().platform.setFault('noGradeService');
        const quiet = await Lesson.start(app(), { title: `Sans carnet ${count}` });
        const page = await quiet.publish('5', [4, 3]);
        assert.match(page.text, /Moodle n'a pas ouvert de colonne de notes pour cette activité/);
        await app().delivered();
        assert.deepEqual(quiet.scoresOf('5'), []);

        app().platform.clearFaults();
        const classPage = await quiet.teacher.launch(quiet.activity);
        const grid = await classPage.visit('learners/5');
        assert.match(grid.text, /Cette note n'a pas encore été envoyée/);
        await grid.press('Renvoyer');
        await app().delivered();
        assert.equal(quiet.mark('5'), 17.5);
      });

      it('needs no right to manage columns when the launch names one', async () => {
        app().platform.setFault('noColumnManagement');
        const modest = await Lesson.start(app(), { title: `Sans gestion ${count}` });
        await modest.publish('5', [4, 3]);
        await app().delivered();
        assert.equal(modest.mark('5'), 17.5);
      });

      it('is found by the resource link when the launch names no column', async () => {
        app().platform.setFault('noColumnManagement');
        app().platform.setFault('noLineItemClaim');
        const unnamed = await Lesson.start(app(), { title: `Colonne non nommée ${count}` });
        await unnamed.publish('5', [4, 3]);
        await app().delivered();
        assert.equal(unnamed.mark('5'), 17.5);
      });

      it('has no column at all: the mark is kept, and the teacher told', async () => {
        app().platform.setFault('noColumnManagement');
        const without = await Lesson.start(app(), { title: `Aucune colonne ${count}`, ungraded: true });
        await without.publish('5', [4, 3]);
        await app().delivered();
        const page = await without.grid('5');
        assert.match(page.text, /Cette activité n'a pas de colonne dans le carnet de notes/);
        assert.match(page.text, /La note est gardée ici/);
      });
    });
  });
});
