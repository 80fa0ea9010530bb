import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { ADMINISTRATOR_ID, LEARNER_IDS, OUTSIDER_ID, TEACHER_IDS } from '../../../src/demo/site/people.js';
import { testPlatform } from '../testPlatform.js';
import { testTool } from '../testTool.js';

const [teacher = ''] = TEACHER_IDS;
const [learner = '', other = ''] = LEARNER_IDS;

describe('the pages of the demo LMS', () => {
  let platform: DemoPlatform;
  let toolId: string;
  const cookies = new Map<string, string>();

  beforeEach(async () => {
    ({ platform } = await testPlatform());
    toolId = (await testTool(platform, { name: 'Attendus' })).tool.id;
    cookies.clear();
  });

  function cookieOf(userId: string): string {
    const cookie = cookies.get(userId) ?? platform.signIn(userId).cookie;
    cookies.set(userId, cookie);
    return cookie;
  }

  const get = (path: string, userId: string) =>
    request(platform.app).get(path).set('Cookie', cookieOf(userId));
  const post = (path: string, userId: string, form: object = {}) =>
    request(platform.app).post(path).type('form').send(form).set('Cookie', cookieOf(userId));

  const graded = () =>
    platform.addActivity({
      courseId: '2',
      toolId,
      title: 'Accueil <b>téléphonique</b>',
      column: { scoreMaximum: 20, tag: 'note' },
    });

  describe('GET /', () => {
    it('asks a newcomer who they are', async () => {
      const { text } = await request(platform.app).get('/').expect(200);
      assert.match(text, /Je suis…/);
      assert.match(text, /Hélène Garnier-Roux/);
      assert.doesNotMatch(text, /Mes cours/);
    });

    it('makes the visitor who they chose', async () => {
      const answer = await request(platform.app)
        .post('/session')
        .type('form')
        .send({ user: learner })
        .expect(303)
        .expect('Location', '/');
      const cookie = String(answer.headers['set-cookie']);
      assert.match(cookie, /HttpOnly; SameSite=Lax/);
      const { text } = await request(platform.app)
        .get('/')
        .set('Cookie', cookie.split(';')[0] ?? '');
      assert.match(text, /Chloé Bézier/);
      assert.match(text, /Accueil – 1re MA/);
    });

    it('knows nobody else', () =>
      request(platform.app).post('/session').type('form').send({ user: '999' }).expect(404));
  });

  describe('GET /cours/:course', () => {
    it('offers a teacher both ways to add an activity', async () => {
      const { text } = await get('/cours/2', teacher).expect(200);
      assert.match(text, /Choisir le contenu – Attendus/);
      assert.match(text, /placer un lien à la main/);
    });

    it('offers a learner the activities alone, and shows their titles as text', async () => {
      graded();
      const { text } = await get('/cours/2', learner).expect(200);
      assert.match(text, /Accueil &lt;b&gt;téléphonique&lt;\/b&gt;/);
      assert.doesNotMatch(text, /Choisir le contenu|Dupliquer/);
    });

    it('offers no tool that waits for its activation', async () => {
      platform.state.tools = platform.state.tools.map((tool) =>
        Object.assign(tool, { status: 'pending' as const }),
      );
      const { text } = await get('/cours/2', teacher).expect(200);
      assert.match(text, /Aucun outil n’est actif/);
    });

    it('keeps others out', async () => {
      await get('/cours/2', OUTSIDER_ID).expect(403);
      await request(platform.app).get('/cours/2').expect(401);
      await get('/cours/99', teacher).expect(404);
    });
  });

  describe('POST /cours/:course/activites', () => {
    const link = { title: 'Accueil', tool: '3', graded: 'on', maximum: '12,5' };

    it('places a bare link with a column', async () => {
      await post('/cours/2/activites', teacher, link).expect(303).expect('Location', '/cours/2');
      const [activity] = platform.state.activities;
      assert.equal(activity?.title, 'Accueil');
      assert.equal(activity?.custom, '');
      assert.equal(platform.lineItemsOf(activity?.id ?? '')[0]?.scoreMaximum, 12.5);
    });

    it('places a link without a column, in a window of its own', async () => {
      await post('/cours/2/activites', teacher, { title: 'x', tool: '3', newWindow: 'on' }).expect(303);
      assert.equal(platform.state.lineItems.length, 0);
      assert.equal(platform.state.activities[0]?.container, 'window');
    });

    it('gives back what was typed when something is wrong', async () => {
      const { text } = await post('/cours/2/activites', teacher, { ...link, maximum: 'vingt' }).expect(422);
      assert.match(text, /note maximale/);
      assert.match(text, /value="Accueil"/);
      assert.equal(platform.state.activities.length, 0);
    });

    it('refuses a learner', () => post('/cours/2/activites', learner, link).expect(403));
  });

  describe('POST /activites/:module/acces', () => {
    it('keeps an activity for a group, and gives it back to everyone', async () => {
      const { id, moduleId } = graded();
      const groupOf = () => platform.state.activities.find((one) => one.id === id)?.groupId;
      const path = `/activites/${moduleId}/acces`;
      await post(path, teacher, { group: '1' }).expect(303).expect('Location', '/cours/2');
      assert.equal(groupOf(), '1');
      await post(path, teacher, { group: '' }).expect(303);
      assert.equal(groupOf(), undefined);
      await post(path, teacher, { group: 'unknown' }).expect(303);
      assert.equal(groupOf(), undefined);
    });

    it('refuses a learner', () =>
      post(`/activites/${graded().moduleId}/acces`, learner, { group: '1' }).expect(403));
  });

  describe('POST /activites/:module/copie', () => {
    it('duplicates an activity with a column of its own', async () => {
      const { id, moduleId } = graded();
      await post(`/activites/${moduleId}/copie`, teacher).expect(303);
      const copy = platform.state.activities[1];
      assert.match(copy?.title ?? '', /\(copie\)$/);
      assert.notEqual(copy?.id, id);
      assert.equal(platform.lineItemsOf(copy?.id ?? '')[0]?.tag, 'note');
    });
  });

  describe('POST /cours/:course/copie', () => {
    it('makes a course with the same people, activities and no mark', async () => {
      const { id } = graded();
      platform.overrideGrade(platform.lineItemsOf(id)[0]?.id ?? '', learner, 12);
      await post('/cours/2/copie', teacher).expect(303).expect('Location', '/cours/4');
      const copy = platform.state.courses.find((course) => course.id === '4');
      assert.deepEqual(copy?.history, ['2']);
      assert.equal(platform.state.activities.filter(({ courseId }) => courseId === '4').length, 1);
      assert.equal(platform.state.grades.size, 1);
    });

    it('imports activities into a course that is there', async () => {
      graded();
      await post('/cours/3/import', teacher, { from: '2' }).expect(303);
      assert.equal(platform.state.activities.filter(({ courseId }) => courseId === '3').length, 1);
    });
  });

  describe('GET /activites/:module', () => {
    it('frames the launch', async () => {
      const { moduleId } = graded();
      const { text } = await get(`/activites/${moduleId}`, learner).expect(200);
      assert.match(text, new RegExp(`<iframe[^>]+src="/mod/lti/launch.php\\?id=${moduleId}"`));
    });

    it('opens the launch in a window where the activity says so', async () => {
      const { moduleId } = platform.addActivity({ courseId: '2', toolId, title: 'x', container: 'window' });
      const { text } = await get(`/activites/${moduleId}`, learner).expect(200);
      assert.match(text, /target="_blank"/);
      assert.doesNotMatch(text, /<iframe/);
    });
  });

  describe('GET /cours/:course/notes', () => {
    it('shows a teacher every mark, with its state and an analysis', async () => {
      const { id, moduleId } = graded();
      const itemId = platform.lineItemsOf(id)[0]?.id ?? '';
      platform.overrideGrade(itemId, learner, 14.5, 'Bien & <i>net</i>');
      platform.lockGrade(itemId, learner);
      const { text } = await get('/cours/2/notes', teacher).expect(200);
      assert.match(text, /14,5/);
      assert.match(text, /Bien &amp; &lt;i&gt;net/);
      assert.match(text, /modifiée à la main/);
      assert.match(text, /verrouillée/);
      assert.match(text, new RegExp(`/activites/${moduleId}/analyse/${learner}`));
      assert.equal(text.match(/<th scope="row">/g)?.length, 24);
    });

    it('shows a learner their own marks', async () => {
      const { id } = graded();
      const itemId = platform.lineItemsOf(id)[0]?.id ?? '';
      platform.overrideGrade(itemId, learner, 14.5);
      platform.overrideGrade(itemId, other, 3.25);
      const { text } = await get('/cours/2/notes', learner).expect(200);
      assert.match(text, /14,5/);
      assert.doesNotMatch(text, /3,25/);
    });

    it("keeps a learner off another's analysis", async () => {
      const { moduleId } = graded();
      await get(`/activites/${moduleId}/analyse/${learner}`, learner).expect(200);
      await get(`/activites/${moduleId}/analyse/${other}`, learner).expect(403);
    });
  });

  describe('POST /notes/:item/:user', () => {
    let itemId: string;

    beforeEach(() => {
      itemId = platform.lineItemsOf(graded().id)[0]?.id ?? '';
    });

    const change = (form: object, userId = teacher) => post(`/notes/${itemId}/${learner}`, userId, form);
    const grade = () => platform.gradeOf(itemId, learner);

    it("puts a teacher's mark in the place of the tool's, and takes it back", async () => {
      await change({ action: 'override', mark: '12,5', comment: 'Revu' }).expect(303);
      assert.equal(grade()?.finalGrade, 12.5);
      assert.equal(grade()?.feedback, 'Revu');
      await change({ action: 'withdraw' }).expect(303);
      assert.equal(grade()?.overriddenAt, null);
      assert.equal(grade()?.finalGrade, null);
    });

    it('locks and unlocks a mark', async () => {
      await change({ action: 'lock' });
      assert.ok(grade()?.lockedAt);
      await change({ action: 'unlock' });
      assert.equal(grade()?.lockedAt, null);
    });

    it('shows the form', async () => {
      const { text } = await get(`/notes/${itemId}/${learner}`, teacher).expect(200);
      assert.match(text, /sur 20/);
    });

    it('refuses a learner', () => change({ action: 'lock' }, learner).expect(403));
  });

  describe('/outils', () => {
    const manual = {
      name: 'Outil',
      url: 'http://tool.test/',
      loginUrl: 'http://tool.test/login',
      redirectUris: 'http://tool.test/launch\nhttp://tool.test/other',
      keySetUrl: 'http://tool.test/keys',
      gradeSync: 'scores',
    };

    it('lists tools, and what a tool must know of the platform', async () => {
      const { text } = await get('/outils', ADMINISTRATOR_ID).expect(200);
      assert.match(text, /Attendus/);
      assert.match(text, /http:\/\/lms.test\/mod\/lti\/certs.php/);
    });

    it('is for administrators', () => get('/outils', teacher).expect(403));

    it('registers a tool by hand', async () => {
      await post('/outils', ADMINISTRATOR_ID, manual).expect(303);
      const tool = platform.state.tools[1];
      assert.deepEqual(tool?.redirectUris, ['http://tool.test/launch', 'http://tool.test/other']);
      assert.deepEqual([tool?.status, tool?.gradeSync, tool?.sendName], ['active', 'scores', false]);
    });

    it('gives back what was typed when an address is wrong', async () => {
      const { text } = await post('/outils', ADMINISTRATOR_ID, { ...manual, keySetUrl: 'keys' }).expect(422);
      assert.match(text, /role="alert"/);
      assert.match(text, /value="http:\/\/tool.test\/login"/);
    });

    it('frames a dynamic registration, with a token', async () => {
      const { text } = await post('/outils/inscription', ADMINISTRATOR_ID, {
        address: 'http://tool.test/register',
      }).expect(200);
      assert.match(text, /src="http:\/\/tool.test\/register\?openid_configuration=[^"]+registration_token=/);
      assert.match(text, /data-closes-to="\/outils"/);
    });

    it('frames no other kind of address', () =>
      post('/outils/inscription', ADMINISTRATOR_ID, { address: 'javascript:alert(1)' }).expect(422));

    it('activates and deletes tools', async () => {
      platform.state.tools = platform.state.tools.map((tool) =>
        Object.assign(tool, { status: 'pending' as const }),
      );
      await post(`/outils/${toolId}/activation`, ADMINISTRATOR_ID).expect(303);
      assert.equal(platform.state.tools[0]?.status, 'active');
      await post(`/outils/${toolId}/suppression`, ADMINISTRATOR_ID).expect(303);
      assert.equal(platform.state.tools.length, 0);
    });
  });

  describe('/pannes', () => {
    it('switches faults on and off', async () => {
      await post('/pannes', teacher, { slow: 'on', delaySeconds: '0.5', noNames: 'on' }).expect(303);
      assert.deepEqual(
        [...platform.state.faults],
        [
          ['slow', { delayMs: 500 }],
          ['noNames', {}],
        ],
      );
      const { text } = await get('/pannes', teacher).expect(200);
      assert.match(text, /name="noNames" checked/);
      assert.match(text, /2 en cours/);
      await post('/pannes', teacher).expect(303);
      assert.equal(platform.state.faults.size, 0);
    });

    it('revokes tokens', async () => {
      platform.state.accessTokens.set('t', { toolId, scopes: [], expiresAt: 0 });
      await post('/pannes/jetons', teacher).expect(303);
      assert.equal(platform.state.accessTokens.size, 0);
    });

    it('changes the signing key', async () => {
      const { kid } = platform.signingKey;
      await post('/pannes/cle', teacher).expect(303);
      assert.notEqual(platform.signingKey.kid, kid);
    });
  });

  it('runs no script but its own files', async () => {
    const answer = await get('/cours/2', teacher);
    assert.match(String(answer.headers['content-security-policy']), /default-src 'self'/);
    assert.doesNotMatch(answer.text, /<script(?![^>]+src=)/);
  });
});
