import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Activity } from '../../../src/evaluation/activity.js';
import {
  MAXIMUM_EVIDENCE,
  MAXIMUM_FILE_BYTES,
  UNDO_SECONDS,
} from '../../../src/evaluation/evidence/evidence.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { publishedEvaluation } from '../../support/evaluations.js';
import { eventually } from '../../support/eventually.js';
import { drawing, photo } from '../../support/media/images.js';
import { mp4, wav } from '../../support/media/sounds.js';
import { NOW, plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const LEARNER = '/learners/21/evidence';
const pdf = { content: '%PDF-1.7\n%%EOF', name: 'compte rendu.pdf' };

describe('evidence', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  let learner: Visitor;

  async function open(activity: Activity = welcomeActivity): Promise<void> {
    pages = await TeacherPages.open(activity);
    teacher = await pages.visitor();
    learner = await pages.visitor({
      id: 'learner',
      role: 'learner',
      user: { sub: '21', name: 'Chloé Bézier' },
    });
  }
  beforeEach(() => open());
  afterEach(async () => {
    const waiting = () => readdirSync(pages.services.incomingDirectory).length;
    await eventually('nothing to wait any more, whatever happened', () => waiting() === 0);
    await pages.close();
  });

  const stored = async (sub = '21') =>
    (await pages.services.evidence.find(welcomeActivity.id, sub))?.items ?? [];
  const only = async () => {
    const [item, ...others] = await stored();
    assert.ok(item && others.length === 0, 'one piece of evidence is stored');
    return item;
  };
  const addText = (text: string, who = learner, path = '/mine/evidence') =>
    who.upload(path, { kind: 'text', text });

  describe('GET /learners/:sub/evidence', () => {
    it('says what it is for while there is none, and how to add some', async () => {
      const { status, text } = await teacher.get(LEARNER);
      assert.equal(status, 200);
      assert.match(plain(text), /Traces de Bézier Chloé/);
      assert.match(plain(text), /Aucune trace pour l'instant/);
      assert.match(text, /enctype="multipart\/form-data"/);
    });

    it('shows each kind, where it belongs, escaped', async () => {
      await learner.upload('/mine/evidence', {
        kind: 'text',
        text: '<b>gras</b>\nsuite',
        criterion: 'C1.1-2',
      });
      await teacher.upload(LEARNER, {
        kind: 'link',
        link: 'https://example.org/?a="<',
        title: 'Un <i>lien</i>',
      });
      await teacher.upload(
        LEARNER,
        { kind: 'file', criterion: 'C1.1-1' },
        { content: await photo(), name: 'a.jpg' },
      );
      await teacher.upload(LEARNER, { kind: 'file' }, { content: wav(), name: 'voix.wav' });
      await teacher.upload(LEARNER, { kind: 'file' }, pdf);
      const { text } = await teacher.get(LEARNER);
      assert.match(text, /&lt;b&gt;gras&lt;\/b&gt;/);
      assert.match(text, /Un &lt;i&gt;lien&lt;\/i&gt;/);
      assert.match(
        text,
        /href="https:\/\/example\.org\/\?a=%22%3C" target="_blank" rel="noopener noreferrer nofollow"/,
      );
      assert.match(text, /<img class="trace__image" src="[^"]+\/thumbnail"/);
      assert.match(text, /<audio [^>]*preload="none"/);
      assert.match(text, /compte rendu\.pdf/);
      const order = ['Sur l&#39;ensemble', 'La prise de contact', 'La demande est comprise'];
      const headings = [...text.matchAll(/<h2><span[^>]*>([^<]+)/g)].map(([, heading]) => heading);
      assert.deepEqual(
        headings.map((heading) => order.findIndex((start) => heading?.startsWith(start))),
        [0, 1, 2],
      );
    });

    it('shows those of one criterion, and the way to the others', async () => {
      await addText('Sur rien de précis');
      await learner.upload('/mine/evidence', { kind: 'text', text: 'Sur la demande', criterion: 'C1.1-2' });
      const { text } = await teacher.get(`${LEARNER}?criterion=C1.1-2`);
      assert.match(text, /Sur la demande/);
      assert.doesNotMatch(text, /Sur rien de précis/);
      assert.match(text, /Toutes les traces/);
      assert.match(text, /<option value="C1\.1-2" lang=fr selected>/);
      assert.match((await teacher.get(`${LEARNER}?criterion=unknown`)).text, /Sur rien de précis/);
    });

    it('tells a teacher whether the learner sees what teachers added', async () => {
      await teacher.upload(LEARNER, { kind: 'text', text: 'Vu au comptoir' });
      const shown = async () => plain((await teacher.get(LEARNER)).text);
      assert.match(await shown(), /L'élève la verra à la prochaine publication/);
      const at = new Date(pages.now.getTime() + 1000);
      await pages.store({ ...publishedEvaluation, publication: { ...publishedEvaluation.publication!, at } });
      assert.match(await shown(), /L'élève la voit\./);
    });

    it('speaks English', async () => {
      const english = await pages.visitor({ id: 'english', locale: 'en' });
      assert.match((await english.get(LEARNER)).text, /Bézier Chloé: evidence/);
    });

    it('knows nobody who is not of this class', async () => {
      assert.equal((await teacher.get('/learners/99/evidence')).status, 404);
    });
  });

  describe('POST evidence', () => {
    it('keeps what a teacher adds, and says so on the same page', async () => {
      const { status, headers } = await teacher.upload(
        LEARNER,
        { kind: 'file', criterion: 'C1.1-1', title: 'Au comptoir' },
        { content: await photo(), name: 'IMG_0001.JPG' },
      );
      assert.equal(status, 303);
      assert.equal(headers['location'], '/s/session-1/learners/21/evidence?done=added');
      const item = await only();
      assert.equal(item.criterionId, 'C1.1-1');
      assert.equal(item.title, 'Au comptoir');
      assert.deepEqual(item.by, { sub: '7', name: 'Claire Fontaine', role: 'teacher' });
      assert.ok(item.content.kind === 'file');
      assert.equal(item.content.file.name, 'IMG_0001.jpg');
      assert.match(plain((await teacher.get(`${LEARNER}?done=added`)).text), /Trace ajoutée/);
    });

    it('keeps what a learner adds as the learner’s own, whatever the form says', async () => {
      await learner.upload('/mine/evidence', {
        kind: 'text',
        text: 'Moi',
        learnerSub: '22',
        role: 'teacher',
      });
      assert.deepEqual((await only()).by, { sub: '21', name: 'Chloé Bézier', role: 'learner' });
      assert.deepEqual(await stored('22'), []);
    });

    it('takes a plain form without a file, too', async () => {
      const sent = await learner.post('/mine/evidence', { kind: 'text', text: 'Sans fichier' });
      assert.equal(sent.status, 303);
      assert.deepEqual((await only()).content, { kind: 'text', text: 'Sans fichier' });
    });

    const refused: Readonly<Record<string, () => Promise<[Buffer | string, string, RegExp]>>> = {
      'a page renamed to a document': async () => [
        '<script>alert(1)</script>',
        'devoir.pdf',
        /ni un PDF, ni une image/,
      ],
      'an image that is a program': async () => [
        '<svg onload="alert(1)"/>',
        'photo.svg',
        /ni un PDF, ni une image/,
      ],
      'an image of another format': async () => [
        await drawing('gif'),
        'photo.jpg',
        /Ce format d'image n'est pas pris/,
      ],
      'a photo of a newer iPhone': async () => [
        mp4({ brand: 'heic' }),
        'IMG.HEIC',
        /Réglages › Appareil photo/,
      ],
      'a film': async () => [mp4({ tracks: [['vide', 'avc1']] }), 'film.mp4', /Les vidéos sont trop lourdes/],
      'nothing at all': async () => ['', 'vide.pdf', /Ce fichier est vide/],
      'half an image': async () => [(await photo()).subarray(0, 900), 'photo.jpg', /abîmé ou incomplet/],
      'too much': async () => [
        Buffer.alloc(MAXIMUM_FILE_BYTES + 1, 1),
        'gros.pdf',
        /Ce fichier fait 10 Mo ; 10 Mo au plus/,
      ],
    };
    for (const [name, given] of Object.entries(refused)) {
      it(`refuses ${name}, says what to do, and keeps what was typed`, async () => {
        const [content, fileName, reason] = await given();
        const fields = { kind: 'file', criterion: 'C1.1-2', title: 'Mon titre' };
        const { status, text } = await teacher.upload(LEARNER, fields, { content, name: fileName });
        assert.equal(status, 422, text);
        assert.match(plain(text), reason);
        assert.match(text, /value="Mon titre"/);
        assert.match(text, /<option value="C1\.1-2" lang=fr selected>/);
        assert.match(text, /aria-describedby="evidence-file-help evidence-file-problem" aria-invalid=true/);
        assert.deepEqual(await stored(), []);
      });
    }

    it('takes a file of exactly the largest size', async () => {
      const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(MAXIMUM_FILE_BYTES - 9)]);
      assert.equal((await teacher.upload(LEARNER, { kind: 'file' }, { content, name: 'a.pdf' })).status, 303);
    });

    const typed: Readonly<Record<string, readonly [Record<string, string>, RegExp]>> = {
      'no file': [{ kind: 'file' }, /Choisis un fichier/],
      'no text': [{ kind: 'text', text: ' \n ' }, /Écris le texte/],
      'a text that is too long': [
        { kind: 'text', text: 'é'.repeat(2003) },
        /dépasse 2 000 caractères : il y en a 3 de trop/,
      ],
      'a text that cannot be read': [{ kind: 'text', text: 'a\u0001' }, /caractères illisibles/],
      'a title that is too long': [
        { kind: 'text', text: 'a', title: 'b'.repeat(121) },
        /Ce titre dépasse 120/,
      ],
      'no address': [{ kind: 'link' }, /Colle l'adresse/],
      'an address of a program': [
        { kind: 'link', link: 'javascript:alert(1)' },
        /Ce n'est pas l'adresse d'une page/,
      ],
      'an address that is not encrypted': [
        { kind: 'link', link: 'http://example.org' },
        /commence par http :/,
      ],
      'a criterion of another grid': [
        { kind: 'text', text: 'a', criterion: 'C9' },
        /Cet attendu n'est plus dans la grille/,
      ],
    };
    for (const [name, [fields, reason]] of Object.entries(typed)) {
      it(`refuses ${name}, as one speaks to a learner`, async () => {
        const { status, text } = await learner.upload('/mine/evidence', fields);
        assert.equal(status, 422);
        assert.match(plain(text), reason);
        assert.deepEqual(await stored(), []);
      });
    }

    it('refuses the twenty-first, keeps it typed, and leaves the teachers their own twenty places', async () => {
      for (let n = 0; n < MAXIMUM_EVIDENCE; n += 1) assert.equal((await addText(`Trace ${n}`)).status, 303);
      const { status, text } = await addText('Celle de trop');
      assert.equal(status, 422);
      assert.match(plain(text), /Tu as déjà 20 traces/);
      assert.match(text, /Celle de trop/);
      assert.equal((await stored()).length, MAXIMUM_EVIDENCE);
      assert.doesNotMatch((await learner.get('/mine/evidence')).text, /data-evidence-add/);
      assert.equal((await addText('De la professeure', teacher, LEARNER)).status, 303);
    });

    it('holds the limit when thirty files come at once', async () => {
      const content = await drawing('png');
      const sent = Array.from({ length: 30 }, (_, n) =>
        learner.upload('/mine/evidence', { kind: 'file' }, { content, name: `${n}.png` }),
      );
      const statuses = (await Promise.all(sent)).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 303).length, MAXIMUM_EVIDENCE);
      assert.equal(statuses.filter((status) => status === 422).length, 10);
      assert.equal((await stored()).length, MAXIMUM_EVIDENCE);
      const kept = readdirSync(`${pages.services.incomingDirectory}/../evidence`);
      assert.equal(kept.length, 2 * MAXIMUM_EVIDENCE);
    });

    const names: readonly [string, string][] = [
      ['../../../etc/passwd', 'passwd.pdf'],
      ['..\\..\\boot.ini', 'boot.pdf'],
      ['a%0D%0ASet-Cookie: x=1%0D%0A.pdf', 'aSet-Cookie x=1.pdf'],
      ['devoir%22; filename=%22x.html', 'devoir ; filename= x.pdf'],
      ['élève été.pdf', 'élève été.pdf'],
      ['devoir.pdf\u202Efdp.exe', 'devoir.pdffdp.pdf'],
      ['.pdf', 'trace.pdf'],
    ];
    for (const [declared, name] of names) {
      it(`calls a file that came as ${JSON.stringify(declared)} ${name}`, async () => {
        const body = [
          '--x',
          'Content-Disposition: form-data; name="_csrf"\r\n\r\ncsrf-token',
          '--x',
          `Content-Disposition: form-data; name="file"; filename="${declared}"`,
          'Content-Type: text/html\r\n',
          '%PDF-1.7\n%%EOF',
          '--x--\r\n',
        ].join('\r\n');
        const sent = await teacher.raw(LEARNER, 'multipart/form-data; boundary=x', body);
        assert.equal(sent.status, 303, sent.text);
        const { content, id } = await only();
        assert.ok(content.kind === 'file');
        assert.equal(content.file.name, name);
        const { headers } = await teacher.get(`${LEARNER}/${id}/file`);
        assert.equal(headers['content-type'], 'application/pdf');
        assert.match(String(headers['content-disposition']), /^attachment; filename/);
        assert.equal(headers['set-cookie'], undefined);
      });
    }
  });

  describe('a form that is none of ours', () => {
    it('is refused without the session’s token, before anything is kept', async () => {
      const { status } = await teacher.upload(LEARNER, { _csrf: 'guessed', kind: 'file' }, pdf);
      assert.equal(status, 403);
      assert.deepEqual(await stored(), []);
    });

    it('is refused from another site', async () => {
      const { status } = await teacher
        .upload(LEARNER, { kind: 'file' }, pdf)
        .set('Sec-Fetch-Site', 'cross-site');
      assert.equal(status, 403);
    });

    it('is refused without a session, and its file not even read', async () => {
      const { status } = await teacher
        .upload(LEARNER, { kind: 'file' }, pdf)
        .set('Cookie', 'attendus_session=no');
      assert.equal(status, 401);
    });

    it('is refused with two files', async () => {
      const { status } = await teacher
        .upload(LEARNER, { kind: 'file' }, pdf)
        .attach('file', Buffer.from('b'), 'b');
      assert.equal(status, 400);
    });

    it('is refused with a file where none belongs', async () => {
      const { status } = await teacher
        .upload(LEARNER, { kind: 'file' })
        .attach('other', Buffer.from('b'), 'b');
      assert.equal(status, 400);
    });

    it('is refused with many fields, or a field that is too long', async () => {
      const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, 'x']));
      assert.equal((await teacher.upload(LEARNER, many, pdf)).status, 400);
      assert.equal((await teacher.upload(LEARNER, { text: 'x'.repeat(40_000) }, pdf)).status, 413);
    });

    it('is refused with fields that are objects', async () => {
      const { status } = await teacher.upload(LEARNER, { 'title[$ne]': 'x' }, pdf);
      assert.equal(status, 400);
    });

    it('is refused when it cannot be read to its end', async () => {
      const half = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF';
      const sent = await teacher.raw(LEARNER, 'multipart/form-data; boundary=x', half);
      assert.equal(sent.status, 400);
    });

    it('is refused when it is no form of files', async () => {
      const sent = await teacher.raw(LEARNER, 'multipart/form-data', 'nothing');
      assert.equal(sent.status, 400);
    });

    it('is a file nowhere else', async () => {
      const { status } = await teacher.upload('/learners/21', { presence: 'present' }, pdf);
      assert.equal(status, 403);
    });
  });

  describe('whose it is', () => {
    let teachers: string;
    let own: string;

    beforeEach(async () => {
      await teacher.upload(LEARNER, { kind: 'text', text: 'De la professeure' });
      await addText('De Chloé');
      [teachers, own] = (await stored()).map(({ id }) => id) as [string, string];
    });

    const publish = async (changes: Partial<Activity> = {}) => {
      const at = new Date(pages.now.getTime() + 1000);
      await pages.store({ ...publishedEvaluation, publication: { ...publishedEvaluation.publication!, at } });
      if (changes.releaseAt)
        await pages.services.activities.setReleaseAt(welcomeActivity.id, changes.releaseAt);
    };

    it('is shown to the learner once it is published', async () => {
      assert.doesNotMatch((await learner.get('/mine/evidence')).text, /De la professeure/);
      assert.equal((await learner.get(`/mine/evidence/${teachers}`)).status, 404);
      assert.equal((await learner.get(`/mine/evidence/${own}`)).status, 200);
      await publish();
      assert.match((await learner.get('/mine/evidence')).text, /De la professeure/);
      assert.match((await learner.get('/mine')).text, /De la professeure/);
      assert.equal((await learner.get(`/mine/evidence/${teachers}`)).status, 200);
    });

    it('waits behind a self-assessment that is asked for first, as the whole result does', async () => {
      await pages.close();
      await open({ ...welcomeActivity, selfAssessment: { openedAt: NOW, by: { sub: '7' }, required: true } });
      await teacher.upload(LEARNER, { kind: 'text', text: 'De la professeure' });
      await publish();
      const [item] = await stored();
      assert.doesNotMatch((await learner.get('/mine/evidence')).text, /De la professeure/);
      assert.doesNotMatch((await learner.get('/mine')).text, /De la professeure/);
      assert.equal((await learner.get(`/mine/evidence/${item?.id}`)).status, 404);
    });

    it('is shown to no learner before the release', async () => {
      await publish({ releaseAt: new Date(pages.now.getTime() + 3600_000) });
      assert.doesNotMatch((await learner.get('/mine/evidence')).text, /De la professeure/);
      assert.equal((await learner.get(`/mine/evidence/${teachers}`)).status, 404);
      assert.match(plain((await teacher.get(LEARNER)).text), /quand la publication sera visible/);
      pages.now = new Date(pages.now.getTime() + 3601_000);
      assert.match((await learner.get('/mine/evidence')).text, /De la professeure/);
    });

    it('is never another learner’s', async () => {
      const other = await pages.visitor({ id: 'other', role: 'learner', user: { sub: '22' } });
      for (const path of [
        `/mine/evidence/${own}`,
        `/mine/evidence/${own}/file`,
        `/mine/evidence/${teachers}`,
      ]) {
        assert.equal((await other.get(path)).status, 404, path);
      }
      assert.equal((await other.post(`/mine/evidence/${own}/remove`, {})).status, 303);
      assert.equal((await stored()).filter(({ removed }) => removed).length, 0);
      assert.equal((await other.get(LEARNER)).status, 403);
      assert.equal((await other.upload(LEARNER, { kind: 'text', text: 'x' })).status, 403);
      assert.equal((await other.get(`/mentees/21/evidence`)).status, 403);
    });

    it('is nothing to a teacher of another course, of another activity, or on another platform', async () => {
      const { scope } = teacher.session;
      const others = {
        course: { scope: { ...scope, contextId: '43' } },
        deployment: { scope: { ...scope, deploymentId: '2' } },
        platform: { scope: { ...scope, registrationId: 'registration-2' } },
        activity: { resourceLink: { id: 'link-2' } },
      };
      for (const [name, changes] of Object.entries(others)) {
        const stranger = await pages.visitor({ id: `stranger-${name}`, ...changes });
        const { status, headers } = await stranger.get(`${LEARNER}/${own}`);
        assert.equal(status, 303, name);
        assert.match(String(headers['location']), /\/attach$/, name);
        const changed = await stranger.post(`${LEARNER}/${own}/remove`, {});
        assert.match(String(changed.headers['location']), /\/attach$/, name);
      }
      assert.equal((await stored()).filter(({ removed }) => removed).length, 0);
    });

    it('is shown to a mentor of the learner with the result, to be read alone', async () => {
      const mentor = await pages.visitor({
        id: 'mentor',
        role: 'mentor',
        user: { sub: '30' },
        mentees: ['21'],
      });
      assert.doesNotMatch((await mentor.get('/mentees/21')).text, /mine-title/);
      assert.doesNotMatch((await mentor.get('/mentees/21/evidence')).text, /De Chloé/);
      assert.equal((await mentor.get(`/mentees/21/evidence/${own}`)).status, 404);
      await publish();
      const { text } = await mentor.get('/mentees/21/evidence');
      assert.match(text, /De Chloé/);
      assert.match(text, /De la professeure/);
      assert.doesNotMatch(text, /data-evidence-add|\/remove/);
      assert.match((await mentor.get('/mentees/21')).text, /mine-title/);
      assert.equal((await mentor.post(`/mentees/21/evidence/${own}/remove`, {})).status, 404);
      assert.equal((await mentor.post('/mentees/21/evidence', { kind: 'text', text: 'x' })).status, 404);
      assert.equal((await mentor.get('/mentees/22/evidence')).status, 403);
    });

    it('is nothing to a guest', async () => {
      const guest = await pages.visitor({ id: 'guest', role: 'guest', user: { sub: '40' } });
      for (const path of ['/mine/evidence', LEARNER, '/mentees/21/evidence']) {
        assert.equal((await guest.get(path)).status, 403, path);
      }
      assert.doesNotMatch((await guest.get('/mine')).text, /Mes traces|De Chloé/);
    });

    it('is taken away by its author, or by a teacher, and comes back while it can', async () => {
      assert.equal(
        (await learner.post(`/mine/evidence/${teachers}/remove`, {})).headers['location'],
        '/s/learner/mine/evidence?done=notRemoved',
      );
      const gone = await learner.post(`/mine/evidence/${own}/remove`, {});
      assert.equal(gone.headers['location'], `/s/learner/mine/evidence?done=removed&id=${own}`);
      const { text } = await learner.get(`/mine/evidence?done=removed&id=${own}`);
      assert.match(plain(text), /Trace retirée\. Elle sera effacée dans 10 minutes\./);
      assert.match(text, new RegExp(`action="/s/learner/mine/evidence/${own}/restore"`));
      assert.doesNotMatch(text, /De Chloé/);
      assert.equal((await teacher.get(`${LEARNER}/${own}`)).status, 404);

      await learner.post(`/mine/evidence/${own}/restore`, {});
      assert.match((await learner.get('/mine/evidence')).text, /De Chloé/);
      await teacher.post(`${LEARNER}/${own}/remove`, {});
      const again = await learner.post(`/mine/evidence/${own}/restore`, {});
      assert.match(String(again.headers['location']), /done=tooLate/);
    });

    it('is gone for good, bytes included, once undo is over', async () => {
      await teacher.upload(LEARNER, { kind: 'file' }, { content: await photo(), name: 'a.jpg' });
      const file = (await stored()).at(-1)!;
      await teacher.post(`${LEARNER}/${file.id}/remove`, {});
      pages.now = new Date(pages.now.getTime() + UNDO_SECONDS * 1000);
      const late = await teacher.post(`${LEARNER}/${file.id}/restore`, {});
      assert.match(String(late.headers['location']), /done=tooLate/);
      await pages.services.evidenceSweeper.sweep();
      assert.equal((await stored()).length, 2);
      assert.deepEqual(readdirSync(`${pages.services.incomingDirectory}/../evidence`), []);
    });
  });

  describe('of a closed evaluation', () => {
    it('is read, and no longer changed', async () => {
      await pages.close();
      await open({ ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } });
      await addText('Avant');
      const { id } = await only();
      await pages.store({ closing: { at: pages.now, by: { sub: '7' }, hash: 'ab'.repeat(32) } });
      for (const [who, path] of [
        [teacher, LEARNER],
        [learner, '/mine/evidence'],
      ] as const) {
        const { status, text } = await who.get(path);
        assert.equal(status, 200);
        assert.match(text, /Avant/);
        assert.match(plain(text), /L'évaluation est close|Ton évaluation est terminée/);
        assert.doesNotMatch(text, /data-evidence-add|\/remove"/);
        assert.equal((await who.upload(path, { kind: 'text', text: 'Après' })).status, 409);
        assert.equal((await who.upload(path, { kind: 'file' }, pdf)).status, 409);
        assert.equal((await who.post(`${path}/${id}/remove`, {})).status, 409);
        assert.equal((await who.post(`${path}/${id}/restore`, {})).status, 409);
      }
      assert.equal((await stored()).length, 1);
      assert.match((await teacher.get('/learners/21/sheet')).text, /1 trace en tout/);
    });
  });

  describe('beside other pages', () => {
    it('is told on the grid, by criterion and on the whole', async () => {
      const before = (await teacher.get('/learners/21')).text;
      assert.equal(before.match(/class="compact"/g)?.length, 4);
      await learner.upload(
        '/mine/evidence',
        { kind: 'file', criterion: 'C1.1-1' },
        { content: await photo(), name: 'a.jpg' },
      );
      await learner.upload('/mine/evidence', { kind: 'text', text: 'x', criterion: 'C1.1-1' });
      await addText('Sur le tout');
      const { text } = await teacher.get('/learners/21');
      assert.match(text, /data-evidence-compact="C1\.1-1".*?compact__image.*?2 traces/s);
      assert.match(text, /data-evidence-compact=""[^]*?1 trace</);
      assert.match(text, /3 traces en tout/);
    });

    it('is told in the class list, with what is new since the evaluation was saved', async () => {
      await addText('Un');
      const row = async () =>
        /<a class="row-evidence"[^]*?<\/a>/.exec((await teacher.get('/class')).text)?.[0] ?? '';
      assert.match(await row(), /1 trace · <strong>1 nouvelle/);
      pages.now = new Date(pages.now.getTime() + 60_000);
      await pages.store({ updatedAt: pages.now });
      assert.match(await row(), /1 trace<\/a>/);
      pages.now = new Date(pages.now.getTime() + 60_000);
      await addText('Deux');
      await addText('Trois', teacher, LEARNER);
      assert.match(await row(), /3 traces · <strong>1 nouvelle/);
    });

    it('stays with a criterion that the grid lost', async () => {
      await learner.upload('/mine/evidence', { kind: 'text', text: 'Gardée', criterion: 'C1.1-2' });
      const [kept] = welcomeGrid.criteria;
      const next = {
        ...welcomeActivity,
        gridVersionId: 'grid-1@2',
        grid: { ...welcomeGrid, criteria: [kept!] },
        pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
        application: { id: 'a', from: 'grid-1@1', by: { sub: '7' }, at: pages.now, republished: [] },
      };
      await pages.services.activities.beginApplication(next);
      const { text } = await teacher.get(LEARNER);
      assert.match(plain(text), /Attendu retiré de la grille.*La demande est comprise et reformulée\./s);
      assert.match(text, /Gardée/);
    });
  });
});
