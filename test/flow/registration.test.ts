import assert from 'node:assert/strict';
import { BrowserSession } from '../support/http/browserSession.js';
import { eachApp } from '../support/eachApp.js';
import { COURSE, TEACHER } from '../support/person.js';

describe('registering a platform', () => {
  eachApp(
    (app) => {
      const browser = new BrowserSession();
      const administrator = { activates: true, hours: 1 };
      const openedByPlatform = (link: string, toolId?: string) =>
        browser.open(app().platform.registrationAddress(link, toolId));
      const newActivity = () =>
        app().platform.addActivity({
          courseId: COURSE,
          toolId: app().tool.id,
          title: 'Accueil',
          column: { scoreMaximum: 20 },
        });

      beforeEach(() => {
        app().platform.state.tools.splice(0);
      });

      it('takes one opened link: the platform knows the tool, and the tool the platform', async () => {
        const { url } = await app().services.registrar.invite(administrator);
        const page = await openedByPlatform(url);
        assert.equal(page.status, 200, page.summary);
        assert.equal(page.heading, 'Attendus est relié à votre plateforme');
        assert.match(page.text, /lms\.localhost:\d+ \(moodle\)/);

        const { tool } = app();
        assert.equal(tool.url, `${app().url}/lti/launch`);
        assert.deepEqual(tool.redirectUris, [`${app().url}/lti/launch`]);
        assert.equal(tool.gradeSync, 'columns');
        assert.equal(tool.sendName, true);
        assert.equal(tool.sendEmail, false);
        const registrations = await app().services.registrar.list();
        const registration = registrations.find(({ clientId }) => clientId === tool.clientId);
        assert.equal(registration?.status, 'active');
        assert.deepEqual(registration?.deploymentIds, [tool.id]);
      });

      it('opens activities as soon as the platform activates the tool', async () => {
        await app().register();
        const page = await app().as(TEACHER).launch(newActivity());
        assert.equal(page.heading, 'Choisir les attendus');
      });

      it('refuses a link the second time, and says whom to ask', async () => {
        const { url } = await app().services.registrar.invite(administrator);
        await openedByPlatform(url);
        const page = await openedByPlatform(url);
        assert.equal(page.status, 403);
        assert.match(page.text, /Ce lien d'inscription a déjà servi.*administrateur d'Attendus/);
        assert.equal(app().platform.state.tools.length, 1);
      });

      it('refuses a link that was never given', async () => {
        const page = await openedByPlatform(`${app().url}/lti/register?token=invented`);
        assert.equal(page.status, 403);
        assert.equal(page.code, 'LINK_UNKNOWN');
      });

      it('refuses a link that is too old', async () => {
        const { url } = await app().services.registrar.invite({ activates: true, hours: 1 });
        app().advance(3601);
        const page = await openedByPlatform(url);
        assert.equal(page.code, 'LINK_UNKNOWN');
      });

      it('keeps a link that the platform refused', async () => {
        const { url } = await app().services.registrar.invite(administrator);
        const address = new URL(app().platform.registrationAddress(url));
        address.searchParams.set('registration_token', 'wrong');
        const refused = await browser.open(address.href);
        assert.equal(refused.status, 424);
        assert.match(refused.text, /La plateforme a refusé l'inscription \(statut 401\).*reste valable/);
        assert.equal((await openedByPlatform(url)).status, 200);
      });

      it('tells someone who opens the link by hand what it is for', async () => {
        const { url } = await app().services.registrar.invite(administrator);
        const page = await browser.open(url);
        assert.equal(page.status, 400);
        assert.match(page.text, /Copiez l'adresse de cette page et collez-la dans votre plateforme/);
        assert.equal((await openedByPlatform(url)).status, 200);
      });

      const malformed = {
        'an address that is none': 'bonjour',
        'a script': 'javascript:alert(1)',
        'a file': 'file:///etc/passwd',
        'a private network': 'https://10.0.0.1/openid',
        'an address with a password': 'https://admin:secret@lms.example/openid',
      };
      for (const [title, address] of Object.entries(malformed)) {
        it(`refuses ${title} as configuration, in words, and keeps the link`, async () => {
          const { url } = await app().services.registrar.invite(administrator);
          const page = await browser.open(`${url}&openid_configuration=${encodeURIComponent(address)}`);
          assert.match(String(page.status), /^4\d\d$/, page.summary);
          assert.match(page.text, /le lien d'inscription reste valable/i);
          assert.equal((await openedByPlatform(url)).status, 200);
        });
      }

      it('refuses a configuration that is no configuration', async () => {
        const { url } = await app().services.registrar.invite(administrator);
        const address = encodeURIComponent(`${app().platform.url}/mod/lti/certs.php`);
        const page = await browser.open(`${url}&openid_configuration=${address}`);
        assert.equal(page.status, 422);
        assert.match(page.text, /La configuration publiée par la plateforme est incomplète/);
      });

      it('waits for an administrator when the link says so', async () => {
        const { url } = await app().services.registrar.invite({ activates: false, hours: 1 });
        const page = await openedByPlatform(url);
        assert.match(page.text, /doit encore activer cette plateforme/);
        app().platform.activateTool(app().tool.id);

        const activity = newActivity();
        const early = await app().as(TEACHER).launch(activity);
        assert.equal(early.status, 403);
        assert.match(early.text, /attend d'être acceptée/);

        const registrations = await app().services.registrar.list();
        const { id = '' } = registrations.find(({ clientId }) => clientId === app().tool.clientId) ?? {};
        await app().services.registrar.setStatus(id, 'active');
        assert.equal((await app().as(TEACHER).launch(activity)).heading, 'Choisir les attendus');
      });

      it('updates the registration when the platform registers again', async () => {
        const tool = await app().register();
        const before = await app().services.registrar.list();
        const { url } = await app().services.registrar.invite({ activates: false, hours: 1 });
        assert.equal((await openedByPlatform(url, tool.id)).status, 200);
        const after = await app().services.registrar.list();
        assert.deepEqual(after, before);
        assert.equal((await app().as(TEACHER).launch(newActivity())).heading, 'Choisir les attendus');
      });

      it('works by hand too, with what both sides show', async () => {
        const { platform, url } = app();
        const tool = platform.registerToolManually({
          url: `${url}/lti/launch`,
          loginUrl: `${url}/lti/login`,
          redirectUris: [`${url}/lti/launch`],
          keys: { keySetUrl: `${url}/lti/keys` },
        });
        const outcome = await app().services.registrar.register({
          issuer: platform.url,
          clientId: tool.clientId,
          authorizationUrl: `${platform.url}/mod/lti/auth.php`,
          tokenUrl: `${platform.url}/mod/lti/token.php`,
          keySetUrl: `${platform.url}/mod/lti/certs.php`,
          deploymentIds: [tool.id],
        });
        assert.equal(outcome.kind, 'registered');
        const page = await app().as(TEACHER).launch(newActivity());
        assert.equal(page.heading, 'Choisir les attendus');
      });

      it('names every problem of a registration by hand', async () => {
        const outcome = await app().services.registrar.register({
          issuer: 'moodle.example',
          clientId: '',
          authorizationUrl: 'http://moodle.example/auth',
          keySetUrl: 'https://moodle.example/keys',
        });
        assert.equal(outcome.kind, 'invalid');
        const fields = outcome.kind === 'invalid' ? outcome.problems.map(({ field }) => field) : [];
        assert.deepEqual([...new Set(fields)].sort(), ['authorizationUrl', 'clientId', 'issuer', 'tokenUrl']);
      });
    },
    { unregistered: true },
  );
});
