import assert from 'node:assert/strict';
import type { Block, Competency } from '../../src/framework/framework.js';
import { competencies, criterionPlaces } from '../../src/framework/frameworkIndex.js';
import { readFramework } from '../../src/frameworkFile.js';
import { type Columns, officialText } from './officialText.js';

const framework = readFramework(new URL('../../config/frameworks/metiers-accueil.json', import.meta.url));
const official = officialText();

const inOrder = (block: Block) => block.groups.flatMap((group) => group.competencies);
const titled = ({ code, title, subCompetencies }: Competency) => [
  `${code} ${title}`,
  ...subCompetencies.map((sub) => sub.title),
];

/** A block's sentences, set out like the official table's columns. */
function columnsOf(block: Block): Columns {
  return {
    competencies: inOrder(block).flatMap(titled),
    knowledge: block.groups.flatMap((group) => group.knowledge),
    knowledgeLimits: block.groups.flatMap(({ knowledgeLimits }) =>
      knowledgeLimits.map(({ text, recurring }) => (recurring ? `<i>${text}</i>` : text)),
    ),
    criteria: inOrder(block).flatMap((competency) => competency.criteria.map(({ text }) => text)),
  };
}

const columnNames = ['competencies', 'knowledge', 'knowledgeLimits', 'criteria'] as const;
const allSentences = (blocks: readonly Columns[]) =>
  blocks.flatMap((columns) => columnNames.flatMap((name) => columns[name]));

/** Items of the first list that the second lacks; one that stands twice must be there twice. */
function missing(from: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return from.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('metiers-accueil.json, beside the official text', () => {
  it('keeps the general introduction', () => {
    assert.deepEqual(framework.introduction, official.introduction);
  });

  it('keeps the blocks, their titles and their introductions, in order', () => {
    const ours = framework.blocks.map(({ title, introduction }) => ({ title, introduction }));
    assert.deepEqual(
      ours,
      official.blocks.map(({ title, introduction }) => ({ title, introduction })),
    );
  });

  for (const [index, { columns }] of official.blocks.entries()) {
    for (const name of columnNames) {
      it(`says in block ${index + 1} what the column “${name}” says, word for word and in order`, () => {
        const block = framework.blocks[index];
        assert.ok(block);
        assert.equal(columnsOf(block)[name].join(' '), columns[name].join(' '));
      });
    }
  }

  const theirs = allSentences(official.blocks.map(({ columns }) => columns));
  const ours = allSentences(framework.blocks.map(columnsOf));

  it('parts the official sentences only where the extraction ran two together or cut one', () => {
    assert.deepEqual(missing(theirs, ours), [
      "La distinction entre démarche qualité, charte et procédure La gestion du temps : urgence, priorité, imprévu, anticipation, échéance, délai, conséquences d'une mauvaise gestion",
      "Les activités et les priorités sont repérées La collaboration et l'organisation permettent fluidité et efficacité dans la réalisation des activités",
      'Les outils de suivi et de gestion de projet : logiciels/applications de gestion de projet,',
      "tableau de bord, rapport d'étape, relevé de conclusions, de réunion, le bilan de fin de projet",
      'Les échanges et la coopération avec le public permettent de',
      'proposer une offre, une solution adaptée',
    ]);
  });

  it('holds no other sentence than the official ones, but for these', () => {
    assert.deepEqual(missing(ours, theirs), [
      'La distinction entre démarche qualité, charte et procédure',
      "La gestion du temps : urgence, priorité, imprévu, anticipation, échéance, délai, conséquences d'une mauvaise gestion",
      'Les activités et les priorités sont repérées',
      "La collaboration et l'organisation permettent fluidité et efficacité dans la réalisation des activités",
      "Les outils de suivi et de gestion de projet : logiciels/applications de gestion de projet, tableau de bord, rapport d'étape, relevé de conclusions, de réunion, le bilan de fin de projet",
      'Les échanges et la coopération avec le public permettent de proposer une offre, une solution adaptée',
    ]);
  });
});

describe('metiers-accueil.json', () => {
  const count = (block: Block, of: (competency: Competency) => readonly unknown[]) =>
    inOrder(block).map((competency) => of(competency).length);

  it('has 3 blocks, certified in U31, U32 and U2', () => {
    const blocks = framework.blocks.map(({ code, unit }) => `${code} ${unit}`);
    assert.deepEqual(blocks, ['B1 U31', 'B2 U32', 'B3 U2']);
  });

  it('has 12 competencies', () => {
    const codes = competencies(framework).map(({ code }) => code);
    assert.deepEqual(codes, '1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 3.1 3.2 3.3'.split(' '));
  });

  it('has 46 sub-competencies', () => {
    const counts = framework.blocks.map((block) => count(block, (competency) => competency.subCompetencies));
    assert.deepEqual(counts, [
      [3, 2, 3, 3, 5, 3],
      [6, 4, 3],
      [5, 5, 4],
    ]);
  });

  it('has 40 criteria', () => {
    const counts = framework.blocks.map((block) => count(block, (competency) => competency.criteria));
    assert.deepEqual(counts, [
      [2, 2, 3, 4, 4, 3],
      [3, 2, 3],
      [5, 5, 4],
    ]);
    assert.equal(criterionPlaces(framework).length, 40);
  });

  it('lets 1.2 to 1.5 share their knowledge and its limits, as their row does', () => {
    const groups = framework.blocks.map((block) =>
      block.groups.map((group) => group.competencies.map(({ code }) => code).join(' ')),
    );
    assert.deepEqual(groups, [
      ['1.1', '1.2 1.3 1.4 1.5', '1.6'],
      ['2.1', '2.2', '2.3'],
      ['3.1', '3.2', '3.3'],
    ]);
  });

  it('says which criteria stand in a row with several competencies', () => {
    const stated = criterionPlaces(framework).flatMap(({ criterion }) =>
      criterion.attribution === 'stated' ? [criterion.code] : [],
    );
    assert.deepEqual(
      stated,
      'C1.1-1 C1.1-2 C2.1-1 C2.1-2 C2.1-3 C2.2-1 C3.1-1 C3.1-2 C3.1-3 C3.1-4 C3.1-5 C3.2-1 C3.2-2'.split(' '),
    );
  });

  it('gives each competency the criteria that follow on from its sub-competencies', () => {
    const codeOf = new Map(
      criterionPlaces(framework).map(({ criterion }) => [criterion.text, criterion.code]),
    );
    const expected = {
      'Les salutations sont adaptées': 'C1.2-2',
      'Les besoins sont cernés et la demande est clairement identifiée': 'C1.3-3',
      'La réponse est adaptée à la demande.': 'C1.4-4',
      "Une organisation efficace permet d'optimiser le temps d'attente": 'C1.5-4',
      'Les signes de tensions sont repérés': 'C1.6-1',
      "La qualité de la prestation est évaluée et fait l'objet, le cas échéant, de mesures correctives":
        'C2.2-2',
      "L'action menée répond de manière efficace aux enjeux du projet": 'C2.3-1',
      'La relation commerciale est concrétisée': 'C3.2-3',
      "L'écoute et les échanges permettent de comprendre les réclamations": 'C3.3-1',
    };
    for (const [text, code] of Object.entries(expected)) assert.equal(codeOf.get(text), code, text);
  });
});
