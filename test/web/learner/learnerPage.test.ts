import assert from 'node:assert/strict';
import type { Publication } from '../../../src/evaluation/evaluation.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { learnerPage, type Reader } from '../../../src/web/learner/learnerPage.js';
import { welcomeActivity } from '../../support/activities.js';
import { publishedEvaluation, teacher } from '../../support/evaluations.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));

describe('learnerPage', () => {
  const missing: string[] = [];
  const translations = createTranslations(new URL('config/locales/', root), (key) => missing.push(key));

  const pageOf = (
    publication: Publication | undefined,
    reader: Reader = { kind: 'self' },
    locale: 'fr' | 'en' = 'fr',
  ) =>
    learnerPage(
      { framework, activity: welcomeActivity, title: 'Accueil', publication, reader },
      { t: translations(locale), locale },
    );

  const publication = publishedEvaluation.publication;
  const published = (content: Partial<Publication['content']>, mark?: Publication['mark']): Publication => ({
    content: { presence: 'present', entries: {}, comment: '', ...content },
    at: new Date('2040-01-15T23:30:00Z'),
    by: teacher,
    ...(mark && { mark }),
  });

  afterEach(() => assert.deepEqual(missing, []));

  it('shows what is expected, and no level, before publication', () => {
    const page = pageOf(undefined);
    assert.equal(page.published, false);
    assert.equal(page.heading, "Ce que l'on attend de toi");
    assert.equal(page.count, '2 attendus');
    assert.deepEqual([page.mark, page.comment, page.overview, page.toWorkOn], [undefined, '', [], []]);
    assert.deepEqual(
      page.groups.map(({ heading, lines }) => [heading, lines.length]),
      [['1.1 Gérer simultanément les activités', 2]],
    );
  });

  it('shows levels, the mark in figures, comments, and how many reached each level', () => {
    const page = pageOf(publication);
    assert.equal(page.mark?.value, '14 / 20');
    assert.equal(page.comment, 'En progrès.');
    const [first, second] = page.groups.flatMap(({ lines }) => lines);
    assert.equal(first?.level?.label, 'maîtrisé');
    assert.equal(first?.comment, 'Sourire, regard, voix posée.');
    assert.equal(second?.level, undefined, 'a criterion that was not judged has no level');
    assert.deepEqual(
      page.overview.map(({ label, count }) => [label, count]),
      [['maîtrisé', 1]],
    );
  });

  it('names what to work on: levels worth less than half', () => {
    const levels = { 'C1.1-1': { levelId: '2' }, 'C1.1-2': { levelId: '3' } };
    const page = pageOf(published({ entries: levels }));
    assert.deepEqual(page.toWorkOn, ['La prise de contact est adaptée.']);
    assert.deepEqual(
      page.overview.map(({ code }) => code),
      ['3', '2'],
      'the best first',
    );
  });

  it('says absent and excused in words, without a mark', () => {
    assert.match(pageOf(published({ presence: 'absent' })).absence, /^Absent/);
    assert.match(pageOf(published({ presence: 'excused' })).absence, /^Dispensé/);
    assert.equal(pageOf(published({ presence: 'absent' })).mark, undefined);
  });

  it('writes marks and days in the language, on the clock of the school', () => {
    const half = published({}, { hundredths: 1450, maximumHundredths: 2000 });
    const [fr, en] = [pageOf(half), pageOf(half, { kind: 'self' }, 'en')];
    assert.deepEqual([fr.mark?.value, en.mark?.value], ['14,5 / 20', '14.5 / 20']);
    assert.match(fr.lead, /16 janvier 2040/);
    assert.match(en.lead, /16 January 2040/);
  });

  it('speaks to a mentor of the learner, by name', () => {
    const page = pageOf(publication, { kind: 'mentor', of: 'Chloé Bézier' });
    assert.equal(page.learner, 'Chloé Bézier');
    assert.equal(page.heading, "Où en est l'élève");
    assert.equal(
      pageOf(undefined, { kind: 'mentor', of: 'x' }).lead,
      "L'évaluation n'est pas encore publiée.",
    );
  });
});
