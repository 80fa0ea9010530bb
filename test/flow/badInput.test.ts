import assert from 'node:assert/strict';
import { MAXIMUM_COMMENT_LENGTH } from '../../src/evaluation/evaluation.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, Lesson, PUBLIC } from '../support/lesson.js';
import { COURSE, TEACHER } from '../support/person.js';

describe('bad input', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    const nothingStored = () => assert.rejects(lesson.evaluation('5'), /nothing is stored/);

    /** A French page with a sentence, whose status is not ours to be blamed for. */
    function isTold(page: Page, status: number): void {
      assert.equal(page.status, status, page.summary);
      assert.match(page.html, /<html lang="fr">/);
      assert.match(page.text, /[.:] /);
    }

    describe('in a comment', () => {
      const long = `${'é'.repeat(MAXIMUM_COMMENT_LENGTH)}…`;

      it('of one character too many is refused, told, and kept in the form', async () => {
        const page = await judged(await lesson.grid('5'), [4, 3])
          .fill('Commentaire général', long)
          .press(/^Publier$/);
        isTold(page, 422);
        assert.match(page.text, /dépasse 5 000 caractères : il y en a 1 de trop/);
        assert.match(page.text, /Rien n'est enregistré.*Tout ce que vous avez saisi est toujours là/);
        assert.equal(page.entriesWith('Commentaire général').get('generalComment'), long);
        assert.equal(page.entriesWith('Commentaire général').get('level.C1.2-1'), '4');
        await nothingStored();
        await app().delivered();
        assert.deepEqual(lesson.scoresOf('5'), []);
      });

      it('is saved once it was shortened there', async () => {
        const refused = await judged(await lesson.grid('5'), [4, 3])
          .fill('Commentaire général', long)
          .press(/^Publier$/);
        const page = await refused.fill('Commentaire général', long.slice(1)).press(/^Publier$/);
        assert.equal(page.status, 200, page.summary);
        await app().delivered();
        assert.equal(lesson.feedback('5'), long.slice(1));
      });

      it('on a criterion is refused at its place', async () => {
        const page = await (
          await lesson.grid('5')
        )
          .fill(new RegExp(`^Commentaire\\W+${GREETING}`), long)
          .press(/^Enregistrer$/);
        isTold(page, 422);
        const field = page.field(new RegExp(`^Commentaire\\W+${GREETING}`));
        assert.equal(field.attribute('aria-invalid'), 'true');
        assert.equal(field.value, long);
      });

      it('is refused to the saving script in the same words', async () => {
        const grid = (await lesson.grid('5')).fill('Commentaire général', long);
        const { status, body } = await grid.fetch('5/draft', {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
          body: grid.entriesWith('Commentaire général').toString(),
        });
        assert.equal(status, 422);
        const { problems } = JSON.parse(body) as { problems: Record<string, string> };
        assert.match(problems['generalComment'] ?? '', /il y en a 1 de trop/);
        await nothingStored();
      });

      it('beyond any size is refused before it is read', async () => {
        const page = await (
          await lesson.grid('5')
        ).pressWith(/^Enregistrer$/, (entries) => entries.set('generalComment', 'x'.repeat(4_000_000)));
        isTold(page, 413);
        assert.match(page.text, /trop volumineux.*Rien n'a été modifié/);
        await nothingStored();
      });

      it('with line ends, quotes, markup, emoji and Arabic is kept letter for letter', async () => {
        const text = `Ligne 1\nLigne 2 : « ça va ? » "oui" & <b>non</b> 🌸 نور الهدى`;
        await lesson.publish('5', [4, 3], text);
        await app().delivered();
        assert.equal((await lesson.evaluation('5')).content.comment, text);
        assert.equal(lesson.feedback('5'), text);
      });
    });

    describe('in the form of a grid', () => {
      const bad: Readonly<Record<string, (entries: URLSearchParams) => void>> = {
        'a level that the scale lacks': (entries) => entries.set('level.C1.2-1', '9'),
        'a criterion that the grid lacks': (entries) => entries.set('level.C9.9-9', '1'),
        'a criterion called __proto__': (entries) => entries.set('level.__proto__', '1'),
        'two levels for one criterion': (entries) => entries.append('level.C1.2-1', '1'),
        'a presence that is none': (entries) => entries.set('presence', 'ailleurs'),
        'a revision that is no number': (entries) => entries.set('revision', '1 or 1=1'),
        'no revision': (entries) => entries.delete('revision'),
        'an action that is none': (entries) => entries.set('action', 'destroy'),
        'a base that is no JSON': (entries) => entries.set('base', '{'),
      };
      for (const [title, change] of Object.entries(bad)) {
        it(`${title} is refused, and changes nothing`, async () => {
          const grid = judged(await lesson.grid('5'), [4, 3]).fill('Commentaire général', 'À ne pas perdre');
          const page = await grid.pressWith(/^Publier$/, change);
          isTold(page, 400);
          assert.match(page.text, /Rien n'a été modifié/);
          assert.ok(
            page.document.all('textarea').some(({ value }) => value === 'À ne pas perdre'),
            'what was typed is shown again',
          );
          await nothingStored();
        });
      }
    });

    describe('in an address', () => {
      for (const path of ['learners/999', 'learners/3', 'learners/29', 'nowhere', 'learners/5/nowhere']) {
        it(`${path} is answered by 404 and the way back`, async () => {
          const page = await lesson.classPage.visit(path);
          isTold(page, 404);
          assert.match(page.text, /Revenez à votre cours et rouvrez l'activité/);
        });
      }

      it('a broken escape is answered by 400', async () => {
        const { status, body } = await lesson.classPage.fetch('learners/%E0%A4%A');
        assert.equal(status, 400);
        assert.match(body, /BAD_REQUEST/);
      });

      it('a mark for someone not enrolled cannot even be asked for', async () => {
        const grid = judged(await lesson.grid('5'), [4, 3]);
        const entries = grid.entriesWith('Commentaire général');
        entries.set('action', 'publish');
        const { status } = await grid.fetch('30', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: entries.toString(),
        });
        assert.equal(status, 404);
        await app().delivered();
        assert.equal(app().platform.gradeOf(lesson.column.id, '30'), undefined);
      });
    });

    describe('in the picker', () => {
      let picker: Page;

      beforeEach(async () => {
        const activity = app().platform.addActivity({
          courseId: COURSE,
          toolId: app().tool.id,
          title: `Lien ${count}`,
          column: { scoreMaximum: 20 },
        });
        picker = await app().as(TEACHER).launch(activity);
      });

      it('nothing chosen is told, with what was typed', async () => {
        const page = await picker.fill('Titre', 'Mon titre').press('Utiliser cette grille');
        isTold(page, 422);
        assert.match(page.text, /Cochez au moins un attendu/);
        assert.equal(page.entriesWith('Titre').get('title'), 'Mon titre');
      });

      it('every problem is told at once, each with the way to its field', async () => {
        const page = await picker
          .tick(GREETING)
          .fill(`coef. : ${GREETING}`, 'beaucoup')
          .fill('Note sur', '-3')
          .fill('Titre', 'é'.repeat(256))
          .press('Utiliser cette grille');
        isTold(page, 422);
        for (const sentence of [/note maximale est un nombre/, /coefficient de C1\.2-2/, /dépasse 255/]) {
          assert.ok(page.link(sentence).attribute('href')?.startsWith('#'));
        }
        for (const { attributes } of page.document.all('a')) {
          const target = attributes.get('href') ?? '';
          if (target.startsWith('#') && target !== '#') {
            assert.ok(page.document.byId(target.slice(1)), `${target} leads nowhere`);
          }
        }
        assert.equal(page.field(`coef. : ${GREETING}`).attribute('value'), 'beaucoup');
        assert.equal((await page.visit('class')).heading, 'Choisir les attendus', 'nothing is attached');
      });

      const refused: Readonly<Record<string, (entries: URLSearchParams) => void>> = {
        'a criterion of no framework': (entries) => entries.append('criteria', 'C9.9-9'),
        'a scale never offered': (entries) => entries.set('scale', 'mine'),
        'a rounding never offered': (entries) => entries.set('step', '3'),
        'a purpose never offered': (entries) => entries.set('purpose', 'fun'),
      };
      for (const [title, change] of Object.entries(refused)) {
        it(`${title} is refused`, async () => {
          isTold(await picker.tick(PUBLIC).pressWith('Utiliser cette grille', change), 400);
        });
      }

      it('a title with markup and an emoji is kept as it is', async () => {
        const title = `<b>Accueil</b> & "Cie" 🌸 ${count}`;
        const back = await (
          await app().as(TEACHER).chooseContent()
        )
          .fill('Titre', title)
          .tick(GREETING)
          .press('Ajouter au cours');
        assert.equal(back.heading, 'Contenu ajouté');
        assert.equal(app().platform.state.activities.at(-1)?.title, title);
      });
    });

    describe('from a platform', () => {
      const login = (parameters: Record<string, string>) =>
        app()
          .as(TEACHER)
          .browser.open(`${app().url}/lti/login?${new URLSearchParams(parameters).toString()}`);
      const right = () => ({
        iss: app().platform.url,
        login_hint: TEACHER,
        target_link_uri: `${app().url}/lti/launch`,
        client_id: app().tool.clientId,
      });

      it('a login without what it needs is told', async () => {
        for (const name of ['iss', 'login_hint', 'target_link_uri']) {
          isTold(await login({ ...right(), [name]: '' }), 400);
        }
      });

      it('a login for another site is told', async () => {
        const page = await login({ ...right(), target_link_uri: 'https://other.example/' });
        isTold(page, 400);
        assert.match(page.text, /Ce lien ne mène pas à Attendus/);
      });

      it('a login with lists and objects for texts is told', async () => {
        const { browser } = app().as(TEACHER);
        const query = new URLSearchParams(right()).toString();
        isTold(await browser.open(`${app().url}/lti/login?${query}&iss=again`), 400);
        isTold(await browser.open(`${app().url}/lti/login?iss[$ne]=x&login_hint=1&target_link_uri=y`), 400);
      });

      it('a login of an unknown client names the platform', async () => {
        const page = await login({ ...right(), client_id: 'nobody' });
        isTold(page, 403);
        assert.match(page.text, /La plateforme lms\.localhost:\d+ n'est pas inscrite/);
      });

      it('an issuer with markup is shown as text', async () => {
        const page = await login({ ...right(), iss: 'https://x.example/<script>alert(1)</script>' });
        assert.ok(!page.html.includes('<script>alert'));
      });
    });
  });
});
