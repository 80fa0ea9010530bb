import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { CAMERA, photo } from '../../support/media/images.js';
import { wav } from '../../support/media/sounds.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';
import { welcomeActivity } from '../../support/activities.js';

const LEARNER = '/learners/21/evidence';

describe('GET evidence/:id/file', () => {
  let pages: TeacherPages;
  let teacher: Visitor;
  const errors: string[] = [];

  beforeEach(async () => {
    errors.length = 0;
    const log = {
      info() {},
      warn() {},
      error: (facts: object) => void errors.push(String((facts as { err: Error }).err)),
    };
    pages = await TeacherPages.open(welcomeActivity, { log });
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  async function added(content: Buffer | string, name: string): Promise<string> {
    const { status } = await teacher.upload(LEARNER, { kind: 'file' }, { content, name });
    assert.equal(status, 303);
    const folder = await pages.services.evidence.find(welcomeActivity.id, '21');
    return `${LEARNER}/${folder?.items.at(-1)?.id}`;
  }

  it('gives an image as one, to be shown, without its place', async () => {
    const item = await added(await photo(), 'accueil é.jpg');
    const { status, headers, body } = await teacher.get(`${item}/file`).responseType('blob');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'image/jpeg');
    assert.equal(
      headers['content-disposition'],
      `inline; filename="accueil ?.jpg"; filename*=UTF-8''accueil%20%C3%A9.jpg`,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['content-security-policy']), /^sandbox; default-src 'none'/);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'private, no-store');
    assert.equal(Number(headers['content-length']), (body as Buffer).length);
    assert.equal((body as Buffer).includes(CAMERA), false);
    assert.equal((await sharp(body as Buffer).metadata()).exif, undefined);
    assert.match(
      String((await teacher.get(`${item}/file?download`)).headers['content-disposition']),
      /^attachment;/,
    );
  });

  it('gives a small image', async () => {
    const item = await added(await photo(), 'a.jpg');
    const { headers, body } = await teacher.get(`${item}/thumbnail`).responseType('blob');
    assert.equal(headers['content-type'], 'image/jpeg');
    const { width, height } = await sharp(body as Buffer).metadata();
    assert.deepEqual([width, height], [240, 320]);
  });

  it('gives a PDF to be kept, never to be shown', async () => {
    const item = await added('%PDF-1.7\n%%EOF', 'a.pdf');
    const { headers } = await teacher.get(`${item}/file`);
    assert.equal(headers['content-type'], 'application/pdf');
    assert.equal(headers['content-disposition'], 'attachment; filename=a.pdf');
    assert.equal((await teacher.get(`${item}/thumbnail`)).status, 404);
  });

  describe('a sound', () => {
    const sound = wav();
    let item: string;
    beforeEach(async () => {
      item = await added(sound, 'voix.wav');
    });
    const part = (range: string) => teacher.get(`${item}/file`).set('Range', range).responseType('blob');

    const parts: readonly [string, number, number][] = [
      ['bytes=0-', 0, sound.length - 1],
      ['bytes=0-99', 0, 99],
      ['bytes=100-100', 100, 100],
      ['bytes=8000-', 8000, sound.length - 1],
      ['bytes=-44', sound.length - 44, sound.length - 1],
      ['bytes=0-999999', 0, sound.length - 1],
    ];
    for (const [range, start, end] of parts) {
      it(`gives ${range}`, async () => {
        const { status, headers, body } = await part(range);
        assert.equal(status, 206);
        assert.equal(headers['content-range'], `bytes ${start}-${end}/${sound.length}`);
        assert.deepEqual(body, sound.subarray(start, end + 1));
      });
    }

    it('says what there is where nothing of it was asked for', async () => {
      const { status, headers } = await part(`bytes=${sound.length}-`);
      assert.equal(status, 416);
      assert.equal(headers['content-range'], `bytes */${sound.length}`);
    });

    for (const range of ['bytes=0-1,5-6', 'lines=0-1', 'bytes=x']) {
      it(`gives the whole for ${range}`, async () => {
        const { status, body } = await part(range);
        assert.equal(status, 200);
        assert.deepEqual(body, sound);
      });
    }

    it('tells its length to who asks for that alone', async () => {
      const { headers } = await teacher.get(`${item}/file`);
      assert.equal(headers['accept-ranges'], 'bytes');
      assert.equal(Number(headers['content-length']), sound.length);
    });
  });

  it('is nothing for a text, or for what was taken away', async () => {
    await teacher.upload(LEARNER, { kind: 'text', text: 'x' });
    const folder = await pages.services.evidence.find(welcomeActivity.id, '21');
    assert.equal((await teacher.get(`${LEARNER}/${folder?.items[0]?.id}/file`)).status, 404);
    const item = await added('%PDF-1.7\n%%EOF', 'a.pdf');
    await teacher.post(`${item}/remove`, {});
    assert.equal((await teacher.get(`${item}/file`)).status, 404);
  });

  it('says that a file is missing when its bytes are, and tells the log', async () => {
    const item = await added('%PDF-1.7\n%%EOF', 'a.pdf');
    const kept = path.join(pages.services.incomingDirectory, '..', 'evidence');
    for (const file of readdirSync(kept)) rmSync(path.join(kept, file));
    const { status, text } = await teacher.get(`${item}/file`);
    assert.equal(status, 500);
    assert.match(plain(text), /Le fichier de cette trace est introuvable\. Le reste est intact/);
    assert.match(errors.join(), /is named and not kept/);
    assert.equal((await teacher.get(LEARNER)).status, 200);
  });
});
