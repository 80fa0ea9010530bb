import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startDemoPlatform, type DemoServer } from '../../src/demo/demoServer.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
import { Lesson } from '../support/lesson.js';
import { MovingClock } from '../support/movingClock.js';
import { Person, type Campus } from '../support/person.js';
import { freePort, ToolProcess } from '../support/toolProcess.js';

/** Found nowhere else in the data. */
const DRAFT = 'Brouillon-effacé-7c1f';
const COMMENT = 'Commentaire-publié-2b9e';
const PDF = Buffer.from('%PDF-1.7\nContenu-du-fichier-55aa\n%%EOF');
const TEXT = 'Texte-de-la-trace-90d3';

describe('attendus erase', function () {
  this.timeout(60_000);
  const clock = new MovingClock();
  const dataDirectory = temporaryDirectory();
  let lms: DemoServer;
  let tool: ToolProcess;
  let lesson: Lesson<Campus>;
  let campus: Campus;

  before(async () => {
    const privateKeyPem = await sharedKeyPem('platform');
    lms = await startDemoPlatform({ port: 0, host: 'lms.localhost', now: clock.now, privateKeyPem });
    tool = await ToolProcess.start({ port: await freePort(), dataDirectory });
    const { out } = await tool.attendus('registration-link', '--activate');
    await fetch(lms.platform.registrationAddress(/http\S+/.exec(out)?.[0] ?? ''));
    const [first] = lms.platform.state.tools;
    assert.ok(first, out);
    campus = { platform: lms.platform, tool: lms.platform.activateTool(first.id) };
    lesson = await Lesson.start(campus);
    for (const id of ['5', '6']) {
      await (await lesson.grid(id)).fill('Commentaire général', `${DRAFT}-${id}`).press(/^Enregistrer$/);
      // Longer than what teachers are proposed again: those sentences stay theirs.
      await lesson.publish(id, [4, 3], `${COMMENT}-${id} ${'et ainsi de suite, '.repeat(40)}`);
      const learner = await new Person(campus, id).launch(lesson.activity);
      const page = await learner.follow('Ajouter une trace');
      await page.attach(/^Fichier$/, Buffer.concat([PDF, Buffer.from(id)]), 'a.pdf').press(/^Ajouter$/);
      await page.pressWith(/^Ajouter$/, (entries) => {
        entries.set('kind', 'text');
        entries.set('text', `${TEXT}-${id}`);
      });
    }
  });
  after(async () => {
    await tool?.kill();
    await lms?.close();
    removeDirectory(dataDirectory);
  });

  let registration = '';
  const erase = (...more: readonly string[]) =>
    tool.attendus('erase', '--registration', registration, '--learner', '5', ...more);

  /** Whether any file of the data directory holds these bytes. */
  const isOnDisk = (text: string) =>
    readdirSync(dataDirectory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .some((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(text));

  it('tells what is kept, and erases nothing without --yes', async () => {
    const { out } = await tool.attendus('list');
    registration = out.split('\n')[0]?.split('  ').at(-1) ?? '';
    const told = await erase();
    assert.equal(told.exitCode, 1);
    assert.match(told.err, /Kept of learner 5 of /);
    assert.match(told.err, /^ +1 {2}evaluations/m);
    assert.match(told.err, /^ +2 {2}pieces of evidence/m);
    assert.match(told.err, /Nothing was erased\. The same command with --yes/);
    for (const text of [`${DRAFT}-5`, `${COMMENT}-5`, `${TEXT}-5`, 'Contenu-du-fichier-55aa']) {
      assert.ok(isOnDisk(text), text);
    }
  });

  it('names a registration that it does not know', async () => {
    const { exitCode, err } = await tool.attendus('erase', '--registration=none', '--learner=5', '--yes');
    assert.deepEqual([exitCode, /No registration has the id or the name none/.test(err)], [1, true]);
  });

  it('erases, gives the account, and leaves no byte of it in the data directory', async () => {
    const { exitCode, out, err } = await erase('--yes');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /Erased of learner 5 of /);
    assert.match(out, /^ +1 {2}evaluations, with their histories, publications and deliveries$/m);
    assert.match(out, /^ +2 {2}pieces of evidence$/m);
    assert.match(out, /^ +1 {2}files, thumbnails included$/m);
    assert.match(out, /^ +1 {2}entries of class lists$/m);
    assert.match(out, /What stays, out of reach of this command:\n {2}marks in the gradebook/);
    const ofChloe = [`${DRAFT}-5`, `${COMMENT}-5`, `${TEXT}-5`, 'Chloé Bézier', `%%EOF\n5`];
    for (const text of ofChloe) assert.equal(isOnDisk(text), false, text);
    for (const text of [`${COMMENT}-6`, `${TEXT}-6`]) assert.ok(isOnDisk(text), text);
  });

  it('ends the learner’s sessions, and shows the next one nothing of before', async () => {
    const page = await new Person(campus, '5').launch(lesson.activity);
    assert.match(page.text, /n'a pas encore publié/);
    assert.doesNotMatch(page.html, new RegExp(`${COMMENT}|${TEXT}|a\\.pdf`));
    const other = await new Person(campus, '6').launch(lesson.activity);
    assert.match(other.text, new RegExp(COMMENT));
    assert.match(other.text, /a\.pdf/);
  });

  it('erases the same again without a complaint', async () => {
    const { exitCode, out } = await erase('--yes');
    assert.equal(exitCode, 0);
    assert.match(out, /^ +0 {2}evaluations/m);
  });

  it('says what is missing', async () => {
    const { exitCode, err } = await tool.attendus('erase', '--yes');
    assert.equal(exitCode, 2);
    assert.match(err, /--registration: is missing/);
    assert.match(err, /--learner: is missing/);
  });
});
