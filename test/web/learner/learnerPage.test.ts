import assert from 'node:assert/strict';
import type { Publication } from '../../../src/evaluation/evaluation.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { learnerPage } from '../../../src/web/learner/learnerPage.js';
import type { Reader } from '../../../src/web/learner/reader.js';
import { welcomeActivity } from '../../support/activities.js';
import { publishedEvaluation, teacher } from '../../support/evaluations.js';
import { NOW } from '../../support/teacherPages.js';
import { receptionActivity, receptionEvaluation } from '../../support/reception.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));

describe('learnerPage', () => {
  const missing: string[] = [];
  const translations = createTranslations(new URL('config/locales/', root), (key) => missing.push(key));

  const common = { framework, title: 'Accueil', now: NOW };

  const pageOf = (
    publication: Publication | undefined,
    reader: Reader = { kind: 'self' },
    locale: 'fr' | 'en' = 'fr',
  ) =>
    learnerPage(
      { ...common, activity: welcomeActivity, reading: { publication, beside: undefined }, reader },
      { t: translations(locale), locale },
    );

  const publication = publishedEvaluation.publication;
  const published = (content: Partial<Publication['content']>, mark?: Publication['mark']): Publication => ({
    content: { presence: 'present', entries: {}, comment: '', ...content },
    at: new Date('2040-01-15T23:30:00Z'),
    by: teacher,
    ...(mark && { mark }),
  });

  const criteriaOf = (of: Publication | undefined) =>
    pageOf(of).expected.groups.flatMap(({ criteria }) => criteria);

  const reception = () =>
    learnerPage(
      {
        ...common,
        activity: receptionActivity,
        reading: { publication: receptionEvaluation.publication, beside: undefined },
        reader: { kind: 'self' },
      },
      { t: translations('fr'), locale: 'fr' },
    );

  afterEach(() => assert.deepEqual(missing, []));

  it('shows what is expected, and no result, before publication', () => {
    const { result, expected } = pageOf(undefined);
    assert.equal(result, undefined);
    assert.deepEqual([expected.heading, expected.count], ["Ce que l'on attend de toi", '2 attendus']);
    assert.deepEqual(
      expected.groups.map(({ code, title, criteria }) => [code, title, criteria.length]),
      [['1.1', 'Gérer simultanément les activités', 2]],
    );
    const [first] = criteriaOf(undefined);
    assert.deepEqual([first?.level, first?.comment], [undefined, '']);
  });

  it('shows levels, the mark in figures, comments, and how many reached each level', () => {
    const { result } = pageOf(publication);
    assert.equal(result?.mark?.value, '14 / 20');
    assert.equal(result?.comment, 'En progrès.');
    const [first, second] = criteriaOf(publication);
    assert.equal(first?.level?.label, 'maîtrisé');
    assert.equal(first?.comment, 'Sourire, regard, voix posée.');
    assert.equal(second?.level, undefined, 'a criterion that was not judged has no level');
    const { totals, rows } = result?.standing ?? {};
    assert.deepEqual(
      totals?.map(({ level, count }) => [level.label, count]),
      [['maîtrisé', 1]],
    );
    assert.deepEqual(
      rows?.map(({ code, signs, counts, open, inWords }) => [code, signs.length, counts, open, inWords]),
      [['1.1', 1, [0, 1, 0, 0], 1, '1 maîtrisé, 1 non évalué']],
    );
  });

  it('says what to work on, first things first, and what the next level looks like', () => {
    const { result } = reception();
    assert.equal(result?.next?.heading, 'À travailler maintenant');
    assert.deepEqual(
      result?.next?.steps.map(({ anchor, level, next, required, looksLike }) => [
        anchor,
        level.id,
        next.id,
        required?.label,
        looksLike.slice(0, 19),
      ]),
      [
        ['attendu-C1-3-2', '2', '3', 'maîtrisé', 'Une question au moi'],
        ['attendu-C1-3-3', '1', '2', undefined, ''],
        ['attendu-C1-4-4', '2', '3', undefined, ''],
      ],
    );
  });

  it('gives the wording of the grid, and the official sentence where it is another one', () => {
    const criteria = reception().expected.groups.flatMap((group) => group.criteria);
    const own = criteria.find(({ code }) => code === 'C1.3-2');
    assert.match(own?.text ?? '', /^Tu écoutes le visiteur/);
    assert.match(own?.official ?? '', /^L'écoute, le questionnement/);
    assert.equal(own?.required, 'Incontournable\u00a0: au moins «\u00a0maîtrisé\u00a0»');
    assert.deepEqual(
      own?.descriptors.map(({ level, reached }) => [level.id, reached]),
      [
        ['1', false],
        ['2', true],
        ['3', false],
        ['4', false],
      ],
    );
    const asOfficial = criteria.find(({ code }) => code === 'C1.3-1');
    assert.deepEqual([asOfficial?.official, asOfficial?.descriptors], ['', []]);
  });

  it('says absent and excused in words, without a mark, and nothing of levels left behind', () => {
    const entries = { 'C1.1-1': { levelId: '2' } };
    for (const [presence, words] of [
      ['absent', /^Absent/],
      ['excused', /^Dispensé/],
    ] as const) {
      const { result } = pageOf(published({ presence, entries }));
      assert.match(result?.absence ?? '', words);
      assert.deepEqual([result?.mark, result?.standing, result?.next], [undefined, undefined, undefined]);
      assert.equal(criteriaOf(published({ presence, entries }))[0]?.level, undefined);
    }
  });

  it('writes marks and days in the language, on the clock of the school', () => {
    const half = published({}, { hundredths: 1450, maximumHundredths: 2000 });
    const [fr, en] = [pageOf(half), pageOf(half, { kind: 'self' }, 'en')];
    assert.deepEqual([fr.result?.mark?.value, en.result?.mark?.value], ['14,5 / 20', '14.5 / 20']);
    assert.match(fr.lead, /16 janvier 2040/);
    assert.match(en.lead, /16 January 2040/);
  });

  it('speaks to a mentor of the learner, by name', () => {
    const page = pageOf(publication, { kind: 'mentor', of: 'Chloé Bézier' });
    assert.equal(page.learner, 'Chloé Bézier');
    assert.equal(page.result?.heading, "Où en est l'élève");
    assert.equal(page.expected.heading, 'Ce qui est attendu');
    assert.equal(
      pageOf(undefined, { kind: 'mentor', of: 'x' }).lead,
      "L'évaluation n'est pas encore publiée.",
    );
  });
});
