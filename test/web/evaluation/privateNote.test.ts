import assert from 'node:assert/strict';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { draftBase } from '../../../src/web/evaluation/draftBase.js';
import { publishedEvaluation } from '../../support/evaluations.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const NOTE = 'Appeler la famille.';

describe('a private note', () => {
  let pages: TeacherPages;
  let claire: Visitor;
  let marc: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    claire = await pages.visitor();
    marc = await pages.visitor({ id: 'marc', user: { sub: '8', name: 'Marc Delmas' } });
  });
  afterEach(() => pages.close());

  const form = (fields: Record<string, string>, stored?: Evaluation) => ({
    revision: String(stored?.revision ?? 0),
    ...(stored && { base: draftBase(stored) }),
    ...fields,
  });
  const note = (privateNote: string, stored?: Evaluation, who = claire) =>
    who.draft('21', form({ privateNote }, stored));

  it('is autosaved, for all teachers of the activity', async () => {
    const { body } = await note(NOTE).expect(200);
    const stored = await pages.stored('21');
    assert.equal(stored.privateNote, NOTE);
    assert.equal(body.base, draftBase(stored));
    assert.match(
      (await marc.get('/learners/21').expect(200)).text,
      /name="privateNote"[^>]*>Appeler la famille\.</,
    );
  });

  it('is kept by the form’s own button', async () => {
    await claire.post('/learners/21', form({ privateNote: NOTE })).expect(303);
    assert.equal((await pages.stored('21')).privateNote, NOTE);
  });

  it('is gone once it is erased', async () => {
    await note(NOTE).expect(200);
    await note('', await pages.stored('21')).expect(200);
    assert.doesNotMatch(JSON.stringify(await pages.stored('21')), /famille/);
  });

  it('changes nothing of a publication, nor of what is sent', async () => {
    const { entries, comment } = publishedEvaluation.content;
    const stored = await pages.store(publishedEvaluation);
    const fields = {
      'level.C1.1-1': entries['C1.1-1']?.levelId ?? '',
      'comment.C1.1-1': entries['C1.1-1']?.comment ?? '',
      'level.C1.1-2': 'notJudged',
      generalComment: comment,
      privateNote: NOTE,
    };
    const { body } = await claire.draft('21', form(fields, stored)).expect(200);
    assert.match(body.pieces.state, /publié/);
    const after = await pages.stored('21');
    assert.deepEqual([after.publication, after.delivery], [stored.publication, stored.delivery]);
  });

  it('comes before the teacher when a colleague wrote another one', async () => {
    await note('Première.').expect(200);
    const stored = await pages.stored('21');
    await note('De Marc.', stored, marc).expect(200);
    const { body } = await note('De Claire.', stored).expect(409);
    assert.match(body.pieces.conflict, /Note privée.*De Marc\..*De Claire\./s);

    const { text } = await claire
      .post('/learners/21', form({ privateNote: 'De Claire.' }, stored))
      .expect(409);
    assert.match(text, /name="privateNote" value="De Claire\."/);
    const settled = { privateNote: 'De Claire.', settling: '1', 'keep.privateNote': 'theirs' };
    await claire.post('/learners/21', { ...form(settled, stored), revision: '2' }).expect(303);
    assert.equal((await pages.stored('21')).privateNote, 'De Marc.');
  });

  it('is told in the history without its text', async () => {
    await note(NOTE).expect(200);
    const { text } = await claire.get('/learners/21/history').expect(200);
    assert.match(plain(text), /Note privée.*Le texte n'est pas gardé dans l'historique/s);
    assert.doesNotMatch(text, /famille/);
  });

  it('is refused over the limit, and stays in the form', async () => {
    const long = 'x'.repeat(5001);
    const { body } = await note(long).expect(422);
    assert.match(plain(body.problems.privateNote), /il y en a 1 de trop/);
    const { text } = await claire.post('/learners/21', form({ privateNote: long })).expect(422);
    assert.ok(text.includes(long));
    assert.match(text, /href="#private-note"/);
  });

  it('is on no page of the learner, their mentor or another learner', async () => {
    await pages.store({ ...publishedEvaluation, privateNote: NOTE });
    const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
    const amadou = await pages.visitor({ id: 'amadou', role: 'learner', user: { sub: '22' } });
    const tutor = await pages.visitor({ id: 'tutor', role: 'mentor', user: { sub: '90' }, mentees: ['21'] });
    const read = [
      await chloe.get('/mine').expect(200, /En progrès/),
      await amadou.get('/mine').expect(200),
      await tutor.get('/mentees').expect(200),
      await tutor.get('/mentees/21').expect(200, /En progrès/),
    ];
    for (const { text } of read) assert.doesNotMatch(text, /famille/);
    for (const path of ['/learners/21', '/learners/21/history', '/class'])
      for (const who of [chloe, tutor]) await who.get(path).expect(403);
  });
});
