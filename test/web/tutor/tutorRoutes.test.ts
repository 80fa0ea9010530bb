import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import { writtenToken } from '../../../src/evaluation/tutor/linkToken.js';
import type { TutorLink } from '../../../src/evaluation/tutor/tutorLink.js';
import { TUTOR_COOKIE } from '../../../src/web/tutor/tutorGate.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { readPage } from '../../support/http/readPage.js';
import { FROM_OUR_PAGE, learner, plain, TeacherPages } from '../../support/teacherPages.js';
import { hotelLink } from '../../support/tutorLinks.js';

const CODE = '482913';
const TOKEN = writtenToken(Buffer.alloc(16, 7));
const BASE = `/t/${TOKEN}`;
/** Closes attributes, elements and comments, and would run in any of them. */
const HOSTILE = `"'><script>Zerbinette</script><img src=x onerror="Zerbinette">--></textarea></title>`;

describe('/t/:token', () => {
  let pages: TeacherPages;

  /** A link on the welcome activity, with a token and a code that are known here. */
  async function open(changes: Partial<TutorLink> = {}, words = ''): Promise<void> {
    const criteria = welcomeGrid.criteria.map((one) => ({ ...one, text: `${one.text}${words}` }));
    const grid = { ...welcomeGrid, criteria };
    const title = `Accueil physique${words}`;
    pages = await TeacherPages.open({ ...welcomeActivity, title, grid }, { randomBytes });
    const { tutorLinks, rosters, codeSeal } = pages.services.stores;
    const members = [learner('21', 'Bézier', `Chloé${words}`), learner('22', 'Diallo', 'Amadou')];
    await rosters.put(welcomeActivity, { members });
    await tutorLinks.add({
      ...hotelLink,
      tokenHash: createHash('sha256').update(TOKEN).digest('hex'),
      codeHash: codeSeal.hash(CODE, hotelLink.id),
      ...changes,
    });
  }
  afterEach(() => pages.close());

  const get = (path: string, cookie = '') =>
    request(pages.app)
      .get(path)
      .set('Cookie', cookie)
      .set('Accept', 'text/html')
      .set('Accept-Language', 'fr');
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    request(pages.app)
      .post(path)
      .set('Cookie', cookie)
      .set('Accept', 'text/html')
      .set(FROM_OUR_PAGE)
      .type('form')
      .send(fields);

  async function enter() {
    const answer = await post(`${BASE}/code`, { code: CODE }).expect(303);
    const set = String(answer.headers['set-cookie']);
    return { set, cookie: set.split(';')[0] ?? '' };
  }
  const csrfOf = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

  it('is framed, stored, indexed and referred to by nobody', async () => {
    await open();
    const { cookie } = await enter();
    for (const [path, status] of [
      [BASE, 200],
      [`${BASE}/1`, 200],
      ['/t/00000-00000-00000-00000-000000', 410],
    ] as const) {
      const { headers } = await get(path, cookie).expect(status);
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, path);
      assert.match(String(headers['content-security-policy']), /script-src 'self'(;|$)/, path);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['x-robots-tag'], 'noindex, nofollow');
      assert.equal(headers['referrer-policy'], 'same-origin');
    }
  });

  it('keeps the session in a cookie of its own address, which scripts and other sites cannot use', async () => {
    await open();
    const { set } = await enter();
    assert.match(set, new RegExp(`^${TUTOR_COOKIE}=[\\w-]{43}; Path=${BASE}; `));
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Expires=Mon, 16 Jan 2040 21:30:00 GMT'])
      assert.ok(set.includes(word), `${word} in ${set}`);
  });

  it('stores a hash of the cookie', async () => {
    await open();
    const { cookie } = await enter();
    const value = cookie.slice(`${TUTOR_COOKIE}=`.length);
    const { tutorSessions } = pages.services.stores;
    assert.equal(await tutorSessions.get(value, pages.now), undefined);
    const hash = createHash('sha256').update(value).digest('hex');
    assert.equal((await tutorSessions.get(hash, pages.now))?.linkId, hotelLink.id);
  });

  it('reads an address that was typed from paper', async () => {
    await open();
    const typed = TOKEN.replaceAll('-', '').toUpperCase();
    await get(`/t/${typed}`).expect(303).expect('location', BASE);
    await get(`/t/${typed}/1`).expect(303).expect('location', BASE);
  });

  it('takes no invented cookie, nor one of another link or of an address that was renewed', async () => {
    await open();
    const { cookie } = await enter();
    const { tutorLinks } = pages.services.stores;
    const other = writtenToken(Buffer.alloc(16, 8));
    const tokenHash = createHash('sha256').update(other).digest('hex');
    await tutorLinks.add({ ...hotelLink, id: 'another', tokenHash });
    for (const [path, value] of [
      [BASE, `${TUTOR_COOKIE}=invented`],
      [`/t/${other}`, cookie],
    ] as const) {
      const { text } = await get(path, value).expect(200);
      assert.match(text, /name="code"/);
      assert.doesNotMatch(text, /Chloé/);
    }
    await tutorLinks.renew(hotelLink.id, welcomeActivity.id, {
      tokenHash: 'elsewhere',
      codeHash: hotelLink.codeHash,
      expiresAt: hotelLink.expiresAt,
    });
    await get(`${BASE}/1`, cookie).expect(410);
  });

  it('asks for the code again at the end of the day, and ends with its link', async () => {
    await open({ expiresAt: new Date('2040-01-17T09:30:00Z') });
    const { cookie } = await enter();
    await get(`${BASE}/1`, cookie).expect(200, /data-answers/);
    pages.now = new Date('2040-01-16T21:30:00Z');
    await get(`${BASE}/1`, cookie).expect(200, /name="code"/);
    pages.now = new Date('2040-01-17T09:30:00Z');
    await get(`${BASE}/1`, cookie).expect(410);
  });

  it('tells a script what a page would say', async () => {
    await open();
    const draft = (cookie: string, csrf: string, fields: Record<string, string>) =>
      post(`${BASE}/1/draft`, fields, cookie).set('Accept', 'application/json').set('X-CSRF-Token', csrf);
    const out = await draft('', '', { revision: '0' }).expect(401);
    assert.equal(out.body.error, 'SESSION_EXPIRED');
    const { cookie } = await enter();
    const csrf = csrfOf((await get(`${BASE}/1`, cookie)).text);
    const kept = await draft(cookie, csrf, { revision: '0', 'level.C1.1-1': '3' }).expect(200);
    assert.equal(kept.body.revision, 1);
    assert.match(plain(kept.body.saved), /saved at|enregistré à 10 h 30/);
    await draft(cookie, 'other', { revision: '1' }).expect(403);
    const long = await draft(cookie, csrf, { revision: '1', 'comment.C1.1-1': 'x'.repeat(5001) }).expect(422);
    assert.deepEqual(Object.keys(long.body.problems), ['comment.C1.1-1']);
    assert.equal(
      (await draft(cookie, csrf, { revision: '0', generalComment: 'x' }).expect(409)).body.error,
      'CONFLICT',
    );
    await draft(cookie, csrf, { revision: 'x' }).expect(400);
    await pages.services.stores.tutorLinks.setRevoked(hotelLink.id, welcomeActivity.id, pages.now);
    const ended = await draft(cookie, csrf, { revision: '1' }).expect(410);
    assert.equal(ended.body.error, 'TUTOR_LINK_ENDED');
    assert.ok(ended.body.message);
  });

  it('shows names, texts and answers as text, whatever they want to be', async () => {
    await open({ tutor: { name: HOSTILE, company: HOSTILE }, school: HOSTILE, learnerSubs: ['21'] }, HOSTILE);
    const { cookie } = await enter();
    const form = await get(`${BASE}/1`, cookie).expect(200);
    const fields = {
      _csrf: csrfOf(form.text),
      revision: '0',
      'level.C1.1-1': '3',
      'comment.C1.1-1': HOSTILE,
      generalComment: HOSTILE,
      tutorName: HOSTILE,
      action: 'send',
    };
    const refused = await post(`${BASE}/1`, { ...fields, tutorName: '' }, cookie).expect(422);
    const carried = await post(`${BASE}/1`, fields).expect(401);
    await post(`${BASE}/1`, fields, cookie).expect(303);
    const done = await get(`${BASE}/1/done`, cookie).expect(200);
    for (const { text: html } of [form, refused, carried, done]) {
      assert.ok(html.includes('&lt;script&gt;Zerbinette'));
      assert.ok(!html.includes('<script>Zerbinette') && !html.includes('<img src=x'));
      const page = readPage(html);
      for (const script of page.all('script')) assert.ok(script.attribute('src'), 'a script of its own');
    }
  });

  it('keeps the others their numbers where a learner was erased, and ends where nobody is left', async () => {
    await open({ learnerSubs: ['', '22'] });
    const { cookie } = await enter();
    await get(BASE, cookie).expect(303).expect('location', `${BASE}/2`);
    await get(`${BASE}/1`, cookie).expect(303).expect('location', BASE);
    assert.match((await get(`${BASE}/2`, cookie).expect(200)).text, /Amadou Diallo/);
    await pages.close();
    await open({ learnerSubs: [''] });
    await get(BASE, (await enter()).cookie).expect(410);
  });

  it('reads the grid version that it names, whatever was applied since', async () => {
    await open();
    await pages.services.activities.beginApplication({
      ...welcomeActivity,
      gridVersionId: 'grid-1@2',
      grid: { ...welcomeGrid, criteria: welcomeGrid.criteria.slice(1) },
      pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
      application: { id: 'a', from: 'grid-1@1', by: { sub: '7' }, at: pages.now, republished: [] },
    });
    const { cookie } = await enter();
    const { text } = await get(`${BASE}/1`, cookie).expect(200);
    assert.match(text, /La prise de contact est adaptée/);
  });
});
