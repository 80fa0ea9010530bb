import assert from 'node:assert/strict';
import { draftBase } from '../../../src/web/evaluation/draftBase.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { draftEvaluation } from '../../support/evaluations.js';
import { plain, TeacherPages, type Visitor } from '../../support/teacherPages.js';

const text = (html: string) =>
  plain(html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** 14 out of 20, computed. */
const JUDGED = { 'level.C1.1-1': '3', 'level.C1.1-2': 'notJudged' };
const ORAL = { adjustedMark: '15,5', adjustmentReason: 'Oral de rattrapage.' };

describe('an adjusted mark', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    teacher = await pages.visitor();
  });
  afterEach(() => pages.close());

  const form = (stored: Evaluation | undefined, fields: Record<string, string>) => ({
    revision: String(stored?.revision ?? 0),
    ...(stored && { base: draftBase(stored) }),
    ...JUDGED,
    ...fields,
  });
  const post = (fields: Record<string, string>, stored?: Evaluation) =>
    teacher.post('/learners/21', form(stored, fields));
  const draft = (fields: Record<string, string>, stored?: Evaluation) =>
    teacher.draft('21', form(stored, fields));
  const grid = async () => (await teacher.get('/learners/21').expect(200)).text;

  it('stands beside the computed one, with its reason', async () => {
    await post(ORAL).expect(303);
    assert.deepEqual((await pages.stored('21')).content.adjustment, {
      hundredths: 1550,
      reason: 'Oral de rattrapage.',
    });
    const page = text(await grid());
    assert.match(page, /15,5 \/ 20 ajustée ; calculée : 14,0/);
    assert.match(page, /Arrondie au demi-point le plus proche : 14,0 \/ 20/);
    assert.match(page, /Ajustée par l'enseignant : 15,5 \/ 20\. Oral de rattrapage\./);
    assert.match(await grid(), /name="adjustedMark"[^>]* value="15,5"/);
  });

  it('is what is published, sent and shown on the class page', async () => {
    await post({ ...ORAL, action: 'publish' }).expect(303);
    const { publication, delivery } = await pages.stored('21');
    assert.deepEqual(publication?.mark, { hundredths: 1550, maximumHundredths: 2000 });
    assert.equal(publication.computedHundredths, 1400);
    assert.deepEqual(delivery?.score, {
      kind: 'mark',
      hundredths: 1550,
      maximumHundredths: 2000,
      comment: '',
    });
    assert.match(text((await teacher.get('/class').expect(200)).text), /15,5/);
  });

  it('stands in the history, with what was there before', async () => {
    await post(ORAL).expect(303);
    pages.now = new Date(pages.now.getTime() + 3600_000);
    await post({ ...ORAL, adjustedMark: '16' }, await pages.stored('21')).expect(303);
    const history = text((await teacher.get('/learners/21/history').expect(200)).text);
    assert.match(history, /Note ajustée.*15,5 \/ 20 · Oral de rattrapage\..*16 \/ 20 · Oral de rattrapage\./);
  });

  it('goes back to the computed one', async () => {
    await post({ ...ORAL, action: 'publish' }).expect(303);
    await post({ ...ORAL, unadjust: '1' }, await pages.stored('21')).expect(303);
    assert.equal((await pages.stored('21')).content.adjustment, undefined);
    const page = text(await grid());
    assert.match(page, /14,0 \/ 20/);
    assert.match(page, /modifié depuis/);
    await post({ action: 'publish' }, await pages.stored('21')).expect(303);
    const { publication } = await pages.stored('21');
    assert.deepEqual([publication?.mark?.hundredths, publication?.computedHundredths], [1400, undefined]);
  });

  it('makes no mark where no level makes one', async () => {
    await teacher.post('/learners/21', { revision: '0', ...ORAL, action: 'publish' }).expect(422);
    const { publication, content } = await pages.stored('21');
    assert.deepEqual([publication, content.adjustment?.hundredths], [undefined, 1550]);
  });

  it('leaves an absent learner without a mark', async () => {
    await post({ ...ORAL, presence: 'absent', action: 'publish' }).expect(303);
    const { publication } = await pages.stored('21');
    assert.deepEqual([publication?.mark, publication?.computedHundredths], [undefined, undefined]);
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['over the maximum', { adjustedMark: '21', adjustmentReason: 'Oral' }, /Écrivez une note de 0 à 20/],
    ['without a reason', { adjustedMark: '15,5' }, /Écrivez le motif/],
    ['without a mark', { adjustmentReason: 'Oral' }, /Écrivez la note ajustée/],
    ['that is no number', { adjustedMark: 'quinze', adjustmentReason: 'Oral' }, /Écrivez une note de 0 à 20/],
  ];
  for (const [what, fields, message] of refused) {
    it(`is refused ${what}, with all that was typed`, async () => {
      const answer = await post({ ...fields, generalComment: 'Bien.', action: 'publish' }).expect(422);
      assert.match(text(answer.text), message);
      assert.match(text(answer.text), /Rien n'est enregistré : un champ est à revoir/);
      for (const typed of [...Object.values(fields), 'Bien.']) assert.ok(answer.text.includes(typed), typed);
      assert.match(answer.text, /aria-invalid/);
      await assert.rejects(pages.stored('21'));
    });
  }

  it('keeps all the rest of an autosaved form while it is half typed', async () => {
    const { body } = await draft({ adjustedMark: '15,5', generalComment: 'Bien.' }).expect(422);
    assert.equal(body.error, 'ADJUSTMENT');
    assert.match(plain(body.problems.adjustmentReason), /Écrivez le motif/);
    const stored = await pages.stored('21');
    assert.deepEqual(stored.content, {
      presence: 'present',
      entries: { 'C1.1-1': { levelId: '3' }, 'C1.1-2': { notJudged: true } },
      comment: 'Bien.',
    });
    assert.deepEqual([body.revision, body.base], [stored.revision, draftBase(stored)]);
    const next = await draft({ ...ORAL, generalComment: 'Bien.' }, stored).expect(200);
    assert.match(text(next.body.pieces.mark), /15,5 \/ 20 ajustée ; calculée : 14,0/);
  });

  it('is kept as it was while its reason is typed again', async () => {
    await post(ORAL).expect(303);
    const stored = await pages.stored('21');
    await draft({ adjustedMark: '15,5', generalComment: 'Bien.' }, stored).expect(422);
    const { content } = await pages.stored('21');
    assert.deepEqual([content.adjustment, content.comment], [stored.content.adjustment, 'Bien.']);
  });

  it('comes before the teacher when a colleague set another one', async () => {
    const stored = await pages.store({ content: { ...draftEvaluation.content, comment: '' } });
    const colleague = await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
    const theirs = { ...ORAL, adjustedMark: '12', 'comment.C1.1-1': 'Sourire, regard, voix posée.' };
    await colleague.draft('21', form(stored, theirs)).expect(200);

    const mine = { ...ORAL, 'comment.C1.1-1': 'Sourire, regard, voix posée.' };
    const answer = await post(mine, stored).expect(409);
    assert.match(text(answer.text), /Note ajustée.*12 \/ 20 · Oral de rattrapage\..*15,5 \/ 20 · Oral/);
    assert.match(answer.text, /name="adjustedMark" value="15,5"/);
    const half = { adjustedMark: '15,5', 'comment.C1.1-1': 'Sourire, regard, voix posée.' };
    await draft(half, stored).expect(409);

    const kept = { ...mine, settling: '1', 'keep.adjustment': 'theirs' };
    await post(kept, { ...stored, revision: 2 }).expect(303);
    assert.equal((await pages.stored('21')).content.adjustment?.hundredths, 1200);
  });

  it('is never told to the learner of a certificative grid', async () => {
    await pages.close();
    pages = await TeacherPages.open({
      ...welcomeActivity,
      grid: { ...welcomeGrid, purpose: 'certificative' },
    });
    teacher = await pages.visitor();
    await post({ ...ORAL, action: 'publish' }).expect(303);
    const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
    assert.doesNotMatch((await chloe.get('/mine').expect(200)).text, /15,5|rattrapage/);
  });
});

describe('« D’où vient cette note ? »', () => {
  let pages: TeacherPages;

  const read = async (grid = welcomeGrid, fields: Record<string, string> = JUDGED) => {
    pages = await TeacherPages.open({ ...welcomeActivity, grid });
    const teacher = await pages.visitor();
    await teacher.post('/learners/21', { revision: '0', ...fields, action: 'publish' }).expect(303);
    const chloe = await pages.visitor({ id: 'chloe', role: 'learner', user: { sub: '21' } });
    return text((await chloe.get('/mine').expect(200)).text);
  };
  afterEach(() => pages.close());

  it('tells each line, the sum and the rounding', async () => {
    const page = await read(welcomeGrid, { 'level.C1.1-1': '3', 'level.C1.1-2': '2' });
    assert.match(page, /La prise de contact est adaptée\. maîtrisé : 4,67 sur 6,67/);
    assert.match(page, /reformulée\. insuffisamment maîtrisé : 5,33 sur 13,33/);
    assert.match(page, /En tout : 10 sur 20\. .*Arrondie au demi-point le plus proche : 10 \/ 20/);
  });

  it('tells what was left out, or counted as nothing', async () => {
    assert.match(await read(), /reformulée\. Non évalué cette fois : ne compte pas/);
    await pages.close();
    assert.match(
      await read({ ...welcomeGrid, notJudged: 'zero' }),
      /reformulée\. Non évalué cette fois : 0 sur 13,33/,
    );
  });

  it('tells what an « incontournable » held back', async () => {
    const [first, second] = welcomeGrid.criteria;
    const page = await read(
      {
        ...welcomeGrid,
        criteria: [{ ...first!, requiredLevelId: '4' }, second!],
        requiredRule: { kind: 'cap', hundredths: 800 },
      },
      JUDGED,
    );
    assert.match(page, /Note : 8 \/ 20/);
    assert.match(
      page,
      /Incontournable, pas encore atteint : La prise de contact est adaptée\. \( ?bien maîtrisé/,
    );
    assert.match(page, /la note ne dépasse pas 8 \/ 20/);
  });

  it('tells an adjusted mark beside the computed one, and why', async () => {
    const page = await read(welcomeGrid, { ...JUDGED, ...ORAL });
    assert.match(page, /Note : 15,5 \/ 20/);
    assert.match(
      page,
      /Le professeur a fixé la note à 15,5 \/ 20 ; le calcul donnait 14 \/ 20\. Oral de rattrapage\./,
    );
  });

  it('is not there where there is no mark', async () => {
    assert.doesNotMatch(await read({ ...welcomeGrid, purpose: 'certificative' }), /D'où vient|14/);
    await pages.close();
    assert.doesNotMatch(await read(welcomeGrid, { ...JUDGED, presence: 'absent' }), /D'où vient|14/);
  });
});
