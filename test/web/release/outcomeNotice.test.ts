import assert from 'node:assert/strict';
import { createTranslations } from '../../../src/web/i18n.js';
import { outcomeNotice, outcomeQuery } from '../../../src/web/release/outcomeNotice.js';
import { listedLearner } from '../../support/listedLearners.js';
import { plain } from '../../support/teacherPages.js';

const translations = createTranslations(new URL('../../../config/locales/', import.meta.url), (key) => {
  throw new Error(`missing ${key}`);
});
const words = { t: translations('fr'), locale: 'fr' as const };
const learners = [
  listedLearner('21', { name: 'Bézier Chloé' }),
  listedLearner('a/b', { name: 'Diallo Amadou' }),
  listedLearner('23', { name: 'Lefèvre Zoé' }),
];

const said = (query: string) => {
  const notice = outcomeNotice(Object.fromEntries(group(query)), learners, words);
  return notice && { ...notice, text: plain(notice.text) };
};

/** As Express' simple query parser gives it. */
function group(query: string): [string, string | string[]][] {
  const parameters = new URLSearchParams(query);
  return [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name);
    return [name, values.length > 1 ? values : (values[0] ?? '')];
  });
}

describe('outcomeNotice', () => {
  it('tells how many were published', () => {
    const query = outcomeQuery('published', [
      { learnerSub: '21', kind: 'done' },
      { learnerSub: '23', kind: 'done' },
    ]);
    assert.deepEqual(said(query), { tone: 'done', text: '2 évaluations publiées.', troubles: [] });
  });

  it('names those that were left out, with the way to each', () => {
    const notice = said(
      outcomeQuery('published', [
        { learnerSub: '21', kind: 'done' },
        { learnerSub: 'a/b', kind: 'nothingJudged' },
        { learnerSub: '23', kind: 'changed' },
      ]),
    );
    assert.equal(notice?.text, '1 évaluation publiée.');
    assert.equal(notice?.tone, 'wait');
    assert.deepEqual(
      notice?.troubles.map(({ text, links }) => [plain(text), links]),
      [
        ["1 n'a aucun attendu évalué :", [{ href: 'learners/a%2Fb', text: 'Diallo Amadou' }]],
        [
          '1 a changé entre-temps ; relisez avant de recommencer :',
          [{ href: 'learners/23', text: 'Lefèvre Zoé' }],
        ],
      ],
    );
  });

  it('tells of those that were already as wished', () => {
    const decided = [
      { learnerSub: '21', kind: 'unchanged' as const },
      { learnerSub: '23', kind: 'unchanged' as const },
    ];
    assert.equal(said(outcomeQuery('closed', decided))?.text, "Aucune évaluation close. 2 l'étaient déjà.");
  });

  const others: [string, string][] = [
    ['done=nobody', "Rien n'est fait : cochez d'abord des élèves dans la liste."],
    ['done=certificative&count=2', "L'évaluation est certificative. 2 notes sont retirées."],
    ['done=certificative&count=0', "L'évaluation est certificative : aucune note n'est montrée ni envoyée."],
    [
      'done=certificative&count=0&already=1',
      "L'évaluation est certificative : aucune note n'est montrée ni envoyée. 1 note venait d'être retirée.",
    ],
    [
      'done=formative&count=2&already=2',
      "L'évaluation est formative. 2 évaluations publiées montrent leur note. 2 évaluations publiées n'ont pas changé.",
    ],
    ['done=dated', 'La date est enregistrée.'],
  ];
  for (const [query, text] of others) {
    it(`says « ${text} »`, () => assert.equal(said(query)?.text, text));
  }

  it('says nothing that an address makes up', () => {
    for (const query of ['', 'done=erased', 'count=3']) assert.equal(said(query), undefined);
    assert.equal(said('done=published&count=9999')?.text, '3 évaluations publiées.');
    assert.deepEqual(said('done=published&count=1&nothingJudged=stranger')?.troubles, []);
  });
});
