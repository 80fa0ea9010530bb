import assert from 'node:assert/strict';
import type { Framework } from '../../../src/framework/framework.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { createTranslations, type Locale } from '../../../src/web/i18n.js';
import { frameworkPage } from '../../../src/web/framework/frameworkPage.js';
import type { ShownSentence } from '../../../src/web/framework/shownSentence.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));
const translations = createTranslations(new URL('config/locales/', root), (key) => {
  throw new Error(`missing translation ${key}`);
});

const pageOf = (typed: string, locale: Locale = 'fr', shown: Framework = framework) =>
  frameworkPage(shown, { typed }, { t: translations(locale), locale });
const textOf = ({ segments }: ShownSentence) => segments.map(({ text }) => text).join('');
const markedIn = ({ segments }: ShownSentence) =>
  segments.flatMap(({ text, marked }) => (marked ? [text] : []));

describe('frameworkPage', () => {
  describe('without a search', () => {
    const page = pageOf('');
    const groups = page.blocks.flatMap((block) => block.groups);
    const competencies = groups.flatMap((group) => group.competencies);

    it('shows the whole text, with nothing marked', () => {
      const criteria = competencies.flatMap((competency) => competency.criteria);
      const subCompetencies = competencies.flatMap((competency) => competency.subCompetencies);
      assert.deepEqual(
        [page.blocks.length, competencies.length, subCompetencies.length, criteria.length],
        [3, 12, 46, 40],
      );
      assert.deepEqual([...criteria, ...subCompetencies].flatMap(markedIn), []);
      assert.deepEqual(page.summary, ['3 blocs', '12 compétences', '46 sous-compétences', '40 attendus']);
    });

    it('keeps the words of each sentence, whatever it does to spaces', () => {
      const shown = groups.flatMap((group) => [...group.knowledge, ...group.knowledgeLimits].map(textOf));
      const official = framework.blocks.flatMap((block) =>
        block.groups.flatMap((group) => [
          ...group.knowledge,
          ...group.knowledgeLimits.map(({ text }) => text),
        ]),
      );
      assert.deepEqual(
        shown.map((text) => text.replaceAll('\u00a0', ' ')),
        official,
      );
      assert.ok(
        shown.includes(
          'Le processus «\u00a0achat\u00a0»\u00a0: étapes, documents commerciaux associés, documents types internes',
        ),
      );
    });

    it('puts list items of an introduction together, without their dash', () => {
      const introduction = page.blocks[2]?.introduction ?? [];
      assert.deepEqual(
        introduction.map(({ list, sentences }) => [list, sentences.length]),
        [
          [false, 1],
          [false, 1],
          [true, 3],
          [false, 1],
          [false, 1],
          [false, 1],
          [false, 1],
        ],
      );
      assert.match(textOf(introduction[2]?.sentences[0] as ShownSentence), /^par la prise en compte/);
    });

    it('says whose knowledge is shared', () => {
      const shared = groups.flatMap((group) => (group.shared ? [group.shared] : []));
      assert.deepEqual(shared, ['Pour 1.2, 1.3, 1.4 et 1.5 ensemble']);
    });

    it('links each code to its place on the page itself', () => {
      assert.equal(page.base, '');
      assert.equal(page.search.status, '');
    });
  });

  describe('with a search', () => {
    it('keeps what holds all words, under the titles that say where', () => {
      const page = pageOf('tensions signes');
      const found = page.blocks.flatMap((block) =>
        block.groups.flatMap((group) =>
          group.competencies.map(({ code, title, subCompetencies, criteria }) => [
            `${code} ${textOf(title)}`,
            ...[...subCompetencies, ...criteria].map(
              (sentence) => `${sentence.code} ${markedIn(sentence).join(' ')}`,
            ),
          ]),
        ),
      );
      assert.deepEqual(found, [
        ['1.5 Gérer les flux', '1.5.c signes tensions'],
        ['1.6 Gérer les conflits', 'C1.6-1 signes tensions'],
      ]);
      assert.equal(page.search.status, '2 passages pour « tensions signes »');
      assert.equal(page.base, '/referentiel');
    });

    it('counts every kind of sentence once', () => {
      const one: Framework = {
        id: 'f',
        title: 'x',
        diploma: 'x',
        source: 'x',
        introduction: ['mot'],
        blocks: [
          {
            code: 'B1',
            title: 'mot',
            unit: 'U1',
            introduction: ['mot', '- mot', '- mot'],
            groups: [
              {
                competencies: [
                  {
                    code: '1.1',
                    title: 'mot',
                    subCompetencies: [{ code: '1.1.a', title: 'mot' }],
                    criteria: [{ code: 'C1.1-1', text: 'mot mot', attribution: 'stated' }],
                  },
                ],
                knowledge: ['mot'],
                knowledgeLimits: [
                  { text: 'mot', recurring: true },
                  { text: 'autre', recurring: false },
                ],
              },
            ],
          },
        ],
      };
      assert.equal(pageOf('mot', 'fr', one).search.status, '10 passages pour « mot »');
    });

    it('takes a code for everything under it, shared knowledge included', () => {
      const page = pageOf('1.4 confidentialité');
      const [group] = page.blocks.flatMap((block) => block.groups);
      assert.deepEqual(
        group?.competencies.map(({ code, criteria }) => [code, criteria.map((c) => c.code)]),
        [['1.4', ['C1.4-1']]],
      );
      assert.deepEqual(group?.knowledge.map(textOf), ["Les règles de confidentialité et d'éthique"]);
      assert.equal(group?.shared, 'Pour 1.2, 1.3, 1.4 et 1.5 ensemble');
    });

    it('says when nothing is found', () => {
      const { blocks, introduction, search } = pageOf('téléportation');
      assert.deepEqual([blocks, introduction], [[], []]);
      assert.equal(search.none, true);
      assert.equal(search.status, 'Aucun passage pour « téléportation »');
    });

    it('shows everything and asks for more when too little was typed', () => {
      const { blocks, search } = pageOf('é');
      assert.equal(blocks.length, 3);
      assert.equal(search.status, 'Tapez au moins deux lettres.');
    });

    it('speaks English too', () => {
      assert.equal(pageOf('fluidité', 'en').search.status, '1 passage for “fluidité”');
      assert.deepEqual(pageOf('', 'en').otherLanguage, {
        lang: 'fr',
        words: 'Page en français',
        address: '/referentiel?lang=fr',
      });
    });
  });
});
