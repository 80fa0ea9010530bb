import assert from 'node:assert/strict';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { judged, Lesson } from '../support/lesson.js';
import { COLLEAGUE, COURSE, TEACHER } from '../support/person.js';

const HOUR = 3600;

describe('sessions', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Accueil ${count}` });
    });

    const sessionOf = ({ url }: Page) => url.pathname.split('/')[2] ?? '';

    it('are one a launch: a teacher and a learner side by side in one browser', async () => {
      const browser = lesson.teacher;
      const learnersPage = await browser.launchWith(lesson.activity, {
        [ltiClaim('roles')]: ['Learner'],
        sub: '5',
        name: 'Chloé Bézier',
      });
      assert.notEqual(sessionOf(learnersPage), sessionOf(lesson.classPage));
      assert.match((await lesson.classPage.reload()).text, /à évaluer/);
      assert.match((await learnersPage.reload()).text, /Ce que l'on attend de toi/);
    });

    it('keep two courses apart in one browser', async () => {
      const { id: courseId } = app().platform.copyCourse(COURSE, `Autre cours ${count}`);
      const other = app().platform.addActivity({ courseId, toolId: app().tool.id, title: 'Ailleurs' });
      const there = await lesson.teacher.launch(other);
      assert.match(there.document.all('header')[0]?.text ?? '', /Autre cours/);
      const here = await lesson.classPage.reload();
      assert.match(here.document.all('header')[0]?.text ?? '', /Accueil – 1re MA/);
    });

    it('are framed by their own platform alone, referred to by nobody, sniffed and stored by nothing', async () => {
      for (const path of ['class', 'learners/5', 'learners/5/history', 'nowhere', 'activity']) {
        const { headers } = await lesson.classPage.visit(path);
        const policy = String(headers['content-security-policy']).split('; ');
        assert.ok(policy.includes(`frame-ancestors ${app().platform.url}`), `${path}: ${policy.join('; ')}`);
        assert.ok(policy.includes("script-src 'self'") && policy.includes("default-src 'none'"), path);
        assert.equal(headers['referrer-policy'], 'same-origin', path);
        assert.equal(headers['x-content-type-options'], 'nosniff', path);
        assert.equal(headers['cache-control'], 'no-store', path);
      }
    });

    it('always show whose they are, and the course', async () => {
      const pages = [
        lesson.classPage,
        await lesson.grid('5'),
        await lesson.classPage.visit('learners/5/history'),
      ];
      for (const page of pages) {
        const bar = page.document.all('header')[0]?.text ?? '';
        assert.match(bar, /Accueil – 1re MA.*Hélène Garnier-Roux \(enseignant\)/);
      }
    });

    it('let nobody in without their cookie, whatever the address', async () => {
      const stranger = app().as(COLLEAGUE);
      await stranger.launch(lesson.activity);
      const page = await stranger.browser.open(lesson.classPage.url.href);
      assert.equal(page.status, 401);
      assert.match(page.text, /Revenez à votre cours et rouvrez l'activité/);
      assert.doesNotMatch(page.html, /Bézier/);
    });

    it("let nobody in with another session's cookie", async () => {
      const theirs = await app().as(COLLEAGUE).launch(lesson.activity);
      const url = new URL(lesson.classPage.url);
      const cookie = theirs.browser.jar.header(theirs.url, { method: 'GET', top: 'lms.localhost' });
      assert.match(cookie, /attendus_session=/);
      const { status } = await theirs.fetch(url.href, { headers: { cookie } });
      assert.equal(status, 401);
    });

    it('stay where the browser goes from page to page', async () => {
      const cookie = String([lesson.classPage.headers['set-cookie']].flat().at(-1));
      assert.equal(cookie, 'undefined', 'only the launch sets the cookie');
      assert.deepEqual(
        lesson.teacher.browser.jar.names().filter((name) => name.startsWith('attendus_login')),
        [],
        'the cookie of the login is gone',
      );
    });

    describe('take no form from elsewhere:', () => {
      const post = async (
        headers: Record<string, string>,
        change: (entries: URLSearchParams) => void = () => {},
      ) => {
        const grid = judged(await lesson.grid('5'), [4, 3]);
        const entries = grid.entriesWith('Commentaire général');
        entries.set('action', 'save');
        change(entries);
        return grid.fetch('5', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body: entries.toString(),
        });
      };
      const nothingStored = () => assert.rejects(lesson.evaluation('5'), /nothing is stored/);

      it('another site', async () => {
        const { status, body } = await post({
          'sec-fetch-site': 'cross-site',
          origin: 'https://evil.example',
        });
        assert.equal(status, 403);
        assert.match(body, /Rien n&#39;a été modifié/);
        await nothingStored();
      });

      it('a site below the same name', async () => {
        const { status } = await post({ 'sec-fetch-site': 'same-site' });
        assert.equal(status, 403);
        await nothingStored();
      });

      it('no token', async () => {
        const { status } = await post({}, (entries) => entries.delete('_csrf'));
        assert.equal(status, 403);
        await nothingStored();
      });

      it('the token of another session', async () => {
        const other = await app().as(TEACHER).launch(lesson.activity);
        const theirs =
          (await other.visit('learners/5')).entriesWith('Commentaire général').get('_csrf') ?? '';
        const { status } = await post({}, (entries) => entries.set('_csrf', theirs));
        assert.equal(status, 403);
        await nothingStored();
      });

      it('but its own', async () => {
        const { status } = await post({});
        assert.equal(status, 303);
        assert.equal((await lesson.evaluation('5')).revision, 1);
      });
    });

    describe('reach nothing of another place:', () => {
      const refuses = async (page: Page) => {
        await lesson.publish('5', [4, 3], 'Secret du premier cours');
        const there = await page.visit('learners/5');
        assert.doesNotMatch(there.html, /Secret du premier cours/);
        const classPage = await page.visit('class');
        assert.doesNotMatch(classPage.html, /17,5/);
      };
      const claimsOf = (change: Record<string, unknown>) =>
        app().as(TEACHER).launchWith(lesson.activity, change);

      it('another course, even with the same resource link', async () => {
        await refuses(await claimsOf({ [ltiClaim('context')]: { id: '3', title: 'Un autre' } }));
      });

      it('another deployment', async () => {
        const { registrations } = app().services.stores;
        const [known] = await registrations.findByIssuer(app().platform.url);
        assert.ok(known);
        await registrations.update({ ...known, deploymentIds: [...known.deploymentIds, 'second'] });
        await refuses(await claimsOf({ [ltiClaim('deployment_id')]: 'second' }));
      });

      it('another registration of the same platform', async () => {
        const { platform, url } = app();
        const twin = platform.registerToolManually({
          url: `${url}/lti/launch`,
          loginUrl: `${url}/lti/login`,
          redirectUris: [`${url}/lti/launch`],
          keys: { keySetUrl: `${url}/lti/keys` },
        });
        await app().services.registrar.register({
          issuer: platform.url,
          clientId: twin.clientId,
          authorizationUrl: `${platform.url}/mod/lti/auth.php`,
          tokenUrl: `${platform.url}/mod/lti/token.php`,
          keySetUrl: `${platform.url}/mod/lti/certs.php`,
          deploymentIds: [twin.id],
        });
        const activity = platform.addActivity({
          courseId: COURSE,
          toolId: twin.id,
          title: 'Jumelle',
          custom: await carriedGrid(),
        });
        const page = await app().as(TEACHER).launch(activity);
        assert.equal(page.heading, 'Choisir les attendus', 'the grid is not known there');
        await refuses(page);
        platform.state.tools = platform.state.tools.filter(({ id }) => id !== twin.id);
      });

      async function carriedGrid(): Promise<string> {
        const picker = await lesson.teacher.chooseContent();
        await picker.tick('Les salutations sont adaptées').press('Ajouter au cours');
        const custom = app().platform.state.activities.at(-1)?.custom ?? '';
        assert.match(custom, /attendus_grid=\S+/);
        return custom;
      }
    });

    describe('where the frame keeps no cookie', () => {
      const blocked = { thirdPartyCookies: 'blocked' } as const;

      it('offer a new tab, which goes on with the same login', async () => {
        const person = app().as(TEACHER, blocked);
        const page = await person.launch(lesson.activity);
        assert.equal(page.heading, 'Continuer dans un nouvel onglet');
        assert.match(page.text, /Rien n'est perdu/);
        const opened = await page.follow('Ouvrir dans un nouvel onglet');
        assert.equal(opened.heading, `Accueil ${count}`, opened.summary);
        assert.equal(opened.top, undefined);
        assert.match((await opened.visit('learners/5')).text, /Bézier Chloé/);
      });

      it('let the login go on once', async () => {
        const person = app().as(TEACHER, blocked);
        const page = await person.launch(lesson.activity);
        await page.follow('Ouvrir dans un nouvel onglet');
        const again = await page.follow('Ouvrir dans un nouvel onglet');
        assert.equal(again.status, 403);
        assert.match(again.text, /Cette ouverture a déjà servi/);
      });

      it('choose content in the new tab too', async () => {
        const person = app().as(TEACHER, blocked);
        const page = await person.chooseContent();
        const picker = await page.follow('Ouvrir dans un nouvel onglet');
        assert.equal(picker.heading, 'Choisir les attendus');
        const back = await picker
          .fill('Titre', `Onglet ${count}`)
          .tick('Les salutations')
          .press('Ajouter au cours');
        assert.equal(back.heading, 'Contenu ajouté', back.summary);
      });

      it('need no new tab where the activity opens in a window', async () => {
        const inWindow = await Lesson.start(app(), { title: `Fenêtre ${count}`, container: 'window' });
        const page = await app().as(TEACHER, blocked).launch(inWindow.activity);
        assert.equal(page.heading, `Fenêtre ${count}`);
      });

      it('need none either with partitioned cookies, or with all', async () => {
        for (const thirdPartyCookies of ['partitioned', 'allowed'] as const) {
          const page = await app().as(TEACHER, { thirdPartyCookies }).launch(lesson.activity);
          assert.equal(page.heading, `Accueil ${count}`);
        }
      });
    });

    // Last, because what signs our answers to deep linking does not move with this clock.
    describe('in time', () => {
      it('end after eight idle hours, and say how to come back', async () => {
        app().advance(8 * HOUR + 1);
        const page = await lesson.classPage.reload();
        assert.equal(page.status, 401);
        assert.equal(page.heading, 'Votre session est terminée');
        assert.match(page.text, /tout ce qui était enregistré y est/);
      });

      it('go on for someone who keeps working', async () => {
        for (let hours = 0; hours < 20; hours += 5) {
          app().advance(5 * HOUR);
          assert.equal((await lesson.classPage.reload()).status, 200);
        }
      });

      it('keep on the page what was typed when they ended', async () => {
        const grid = judged(await lesson.grid('5'), [4, 3]).fill(
          'Commentaire général',
          'Un long texte\nsur deux lignes & « guillemets »',
        );
        app().advance(9 * HOUR);
        const page = await grid.press(/^Enregistrer$/);
        assert.equal(page.status, 401);
        assert.match(page.text, /Copiez ce texte avant de quitter la page/);
        const kept = page.document.all('textarea').map(({ value }) => value.replace(/\r\n/g, '\n'));
        assert.deepEqual(kept, ['Un long texte\nsur deux lignes & « guillemets »']);
      });

      it('tell a saving script that they ended', async () => {
        const grid = await lesson.grid('5');
        app().advance(9 * HOUR);
        const { status, body } = await grid.fetch('5/draft', {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
          body: 'revision=0',
        });
        assert.equal(status, 401);
        assert.equal((JSON.parse(body) as { error: string }).error, 'SESSION_EXPIRED');
      });
    });
  });
});
