import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { UNDO_SECONDS } from '../../src/evaluation/evidence/evidence.js';
import { eachApp } from '../support/eachApp.js';
import { eventually } from '../support/eventually.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, Lesson } from '../support/lesson.js';
import { CAMERA, photo } from '../support/media/images.js';
import { wav } from '../support/media/sounds.js';

const PDF = Buffer.from('%PDF-1.7\nCompte rendu de Chloé\n%%EOF');

describe('evidence of what a learner did', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let taken: Buffer;
    let count = 0;

    before(async () => {
      taken = await photo();
    });
    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Traces ${count}` });
    });

    const learnersPage = async (id = '5') =>
      (await app().as(id).launch(lesson.activity)).follow('Ajouter une trace');
    const teachersPage = () => lesson.classPage.visit('learners/5/evidence');
    const add = async (page: Page, file: Buffer, name: string): Promise<Page> => {
      const added = await page.attach(/^Fichier$/, file, name).press(/^Ajouter$/);
      assert.match(added.text, /Trace ajoutée/, added.summary);
      return added;
    };
    const addressOf = (page: Page, tag: string, file: RegExp) => {
      const attribute = tag === 'a' ? 'href' : 'src';
      const found = page.document.all(tag).find((one) => file.test(one.attribute(attribute) ?? ''));
      assert.ok(found, `no ${tag} ${String(file)}`);
      return found.attribute(attribute) ?? '';
    };

    it('goes from a learner’s telephone to the teacher’s grid, without the place it was taken at', async () => {
      assert.ok(taken.includes(CAMERA));
      const page = (await learnersPage()).fill('Titre', 'Au comptoir');
      await add(page, taken, 'IMG_2040.JPG');
      const grid = await lesson.grid('5');
      assert.match(grid.text, /1 trace en tout/);
      const list = await grid.follow(/1 trace en tout/);
      assert.match(list.text, /Au comptoir ajoutée par l'élève/);
      for (const address of [addressOf(list, 'a', /file\?download/), addressOf(list, 'img', /thumbnail/)]) {
        const { status, headers, body } = await list.fetch(address);
        assert.equal(status, 200);
        assert.equal(headers['content-type'], 'image/jpeg');
        assert.equal(body.includes(CAMERA), false);
      }
    });

    it('reaches the learner with the publication, and leaves with its withdrawal', async () => {
      const page = (await teachersPage()).fill('Titre', 'Vu par la professeure');
      const list = await add(page, PDF, 'compte rendu.pdf');
      const address = addressOf(list, 'a', /file\?download/).replace(/.*\/learners\/5/, 'mine');
      const learner = await app().as('5').launch(lesson.activity);
      const asLearner = async () => (await learner.fetch(address)).status;
      assert.equal(await asLearner(), 404);

      // What came after a publication waits for the next one, as comments do.
      app().clock.advance(1);
      await lesson.publish('5', [4, 3]);
      assert.equal(await asLearner(), 200);
      assert.match((await learner.reload()).text, /Vu par la professeure/);
      await lesson.withdraw('5');
      assert.equal(await asLearner(), 404);
    });

    it('waits for the release of a class', async () => {
      const list = await add(await teachersPage(), PDF, 'compte rendu.pdf');
      const address = addressOf(list, 'a', /file\?download/).replace(/.*\/learners\/5/, 'mine');
      await judged(await lesson.grid('5'), [4, 3]).press(/^Publier$/);
      const { stores } = app().services;
      const { activityId } = await lesson.evaluation('5');
      const learner = await app().as('5').launch(lesson.activity);
      await stores.activities.setReleaseAt(activityId, new Date(app().clock.now().getTime() + 3600_000));
      assert.equal((await learner.fetch(address)).status, 404);
      assert.doesNotMatch((await learner.reload()).text, /compte rendu/);
      app().clock.advance(3601);
      assert.equal((await learner.fetch(address)).status, 200);
    });

    it('is nobody else’s: not another learner’s, nor a mentor’s before the result, nor another course’s', async () => {
      const list = await add(await learnersPage(), wav(), 'voix.wav');
      const address = addressOf(list, 'audio', /file$/);
      const id = /evidence\/([^/]+)/.exec(address)?.[1] ?? '';
      const other = await app().as('6').launch(lesson.activity);
      assert.equal((await other.fetch(`mine/evidence/${id}/file`)).status, 404);
      assert.equal((await other.fetch(`learners/5/evidence/${id}/file`)).status, 403);
      // The address of the learner's own session, without its cookie.
      assert.equal((await other.fetch(address)).status, 401);

      const mentor = await app()
        .as('4')
        .launchWith(lesson.activity, {
          [ltiClaim('roles')]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor'],
          [ltiClaim('role_scope_mentor')]: ['5'],
        });
      assert.equal((await mentor.fetch(`mentees/5/evidence/${id}/file`)).status, 404);
      assert.equal((await mentor.fetch(`mentees/6/evidence/${id}/file`)).status, 403);
      await lesson.publish('5', [4, 3]);
      assert.equal((await mentor.fetch(`mentees/5/evidence/${id}/file`)).status, 200);

      const elsewhere = await Lesson.start(app(), { title: `Ailleurs ${count}` });
      const stranger = await elsewhere.classPage.fetch(`learners/5/evidence/${id}/file`);
      assert.equal(stranger.status, 404);
    });

    it('is taken away, brought back, and erased when its time is over', async () => {
      const list = await add(await learnersPage(), PDF, 'brouillon.pdf');
      const address = addressOf(list, 'a', /file\?download/);
      const removed = await list.press(/^Retirer/);
      assert.match(removed.text, /Trace retirée/);
      assert.equal((await removed.fetch(address)).status, 404);
      const restored = await removed.press('Annuler');
      assert.match(restored.text, /La trace est revenue/);
      assert.equal((await restored.fetch(address)).status, 200);

      const gone = await restored.press(/^Retirer/);
      const { stores, evidenceFiles, evidenceSweeper } = app().services;
      const { activityId } = await evidenceFolder();
      const fileIds = (await evidenceFolder()).items.flatMap(({ content }) =>
        content.kind === 'file' ? content.file.id : [],
      );
      assert.ok(await evidenceFiles.open(fileIds[0] ?? ''));
      app().clock.advance(UNDO_SECONDS);
      assert.match((await gone.press('Annuler')).text, /n'est plus là/);
      await evidenceSweeper.sweep();
      assert.equal(await evidenceFiles.open(fileIds[0] ?? ''), undefined);
      assert.deepEqual((await stores.evidence.find(activityId, '5'))?.items, []);
    });

    async function evidenceFolder() {
      const [registration] = await app().services.registrar.list();
      const { courseId: contextId, toolId: deploymentId, id } = lesson.activity;
      const scope = { registrationId: registration?.id ?? '', deploymentId, contextId };
      const activity = await app().services.activities.findByLink(scope, id);
      const folder = activity && (await app().services.evidence.find(activity.id, '5'));
      assert.ok(folder);
      return folder;
    }

    it('stands on a criterion, for the teacher who judges it', async () => {
      const grid = await lesson.grid('5');
      const page = await grid.follow(new RegExp(`^Trace, ${GREETING}`));
      assert.equal(
        page
          .field('Sur quoi')
          .all('option')
          .find((one) => one.attributes.has('selected'))?.text,
        GREETING,
      );
      await add(page, wav(), 'salut.wav');
      assert.match(
        (await lesson.grid('5')).link(new RegExp(`^1 trace1, ${GREETING}`)).attribute('href') ?? '',
        /criterion=/,
      );
    });

    it('is erased with everything else that is kept of the learner, and with nobody else’s', async () => {
      await add(await learnersPage(), PDF, 'un.pdf');
      await add(await learnersPage('6'), PDF, 'deux.pdf');
      await lesson.publish('5', [4, 3], 'Bel accueil');
      await app().delivered();
      const fileIds = (await evidenceFolder()).items.flatMap(({ content }) =>
        content.kind === 'file' ? content.file.id : [],
      );
      const { registrar, erasure, evidenceFiles } = app().services;
      const [registration] = await registrar.list();
      const person = { registrationId: registration?.id ?? '', sub: '5' };
      for (const erase of erasure.erasures) await erase.erase(person);
      await erasure.scrub();

      assert.equal(await evidenceFiles.open(fileIds[0] ?? ''), undefined);
      await assert.rejects(lesson.evaluation('5'), /nothing is stored/);
      const learner = await app().as('5').launch(lesson.activity);
      assert.match(learner.text, /n'a pas encore publié/);
      assert.doesNotMatch(learner.text, /un\.pdf/);
      const other = await app().as('6').launch(lesson.activity);
      assert.match(other.text, /deux\.pdf/);
    });

    it('leaves no file behind of whoever goes in the middle', async () => {
      const page = await learnersPage();
      const waiting = () => readdirSync(app().services.incomingDirectory).length;
      const aborting = new AbortController();
      const url = new URL(page.url);
      const sent = fetch(url, {
        method: 'POST',
        signal: aborting.signal,
        duplex: 'half',
        headers: {
          'content-type': 'multipart/form-data; boundary=x',
          cookie: page.browser.jar.header(url, { method: 'POST', top: page.top?.hostname ?? '' }),
        },
        body: endless(),
      } as RequestInit);
      await eventually('the file to arrive', () => waiting() > 0);
      aborting.abort();
      await assert.rejects(sent);
      await eventually('the file to be gone', () => waiting() === 0);
    });
  });
});

/** A form whose file never ends. */
function endless(): ReadableStream<Uint8Array> {
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n';
  return new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(head)),
    pull: () => new Promise(() => {}),
  });
}
