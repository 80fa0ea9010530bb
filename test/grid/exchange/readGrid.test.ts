import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gridCsv } from '../../../src/grid/exchange/gridCsv.js';
import { gridJson } from '../../../src/grid/exchange/gridJson.js';
import type { ImportProblem } from '../../../src/grid/exchange/importProblem.js';
import { MAXIMUM_IMPORT_LENGTH, readGrid } from '../../../src/grid/exchange/readGrid.js';
import type { Grid } from '../../../src/grid/grid.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { criterion, gridOf } from '../grids.js';
import { context } from './soundGrids.js';

function problemsOf(file: string): readonly ImportProblem[] {
  const reading = readGrid(file, context);
  return reading.kind === 'problems' ? reading.problems : assert.fail('the file was taken');
}

function gridIn(file: string): Grid {
  const reading = readGrid(file, context);
  return reading.kind === 'grid' ? reading.grid : assert.fail(JSON.stringify(reading.problems));
}

/** `7 number`, `9 criterionTextMissing`: line and what is wrong. */
const told = (file: string) =>
  problemsOf(file).map((one) => `${one.line} ${'fault' in one ? one.fault : one.problem.rule}`);

const documentOf = (path: string) => readFileSync(new URL(path, projectRoot), 'utf8');

function exampleIn(locale: string): string {
  const words = JSON.parse(documentOf(`config/locales/${locale}/library.json`)) as {
    import: { format: { example: string } };
  };
  return words.import.format.example;
}

describe('readGrid', () => {
  it('refuses an empty file, and a book', () => {
    assert.deepEqual(told(''), ['1 empty']);
    assert.deepEqual(told('\uFEFF \n'), ['1 empty']);
    assert.deepEqual(told('a'.repeat(MAXIMUM_IMPORT_LENGTH + 1)), ['1 tooLong']);
  });

  describe('of JSON', () => {
    const lines = gridJson(gridOf({ sections: [{ id: 's', title: 'Avant' }] })).split('\n');
    const lineWith = (text: string, from = 0) =>
      lines.findIndex((line, i) => i >= from && line.includes(text));
    /** The file with one line replaced; its number is the answer's. */
    const changed = (text: string, by: string, from = 0) => {
      const at = lineWith(text, from);
      assert.notEqual(at, -1, text);
      return { file: lines.with(at, by).join('\n'), line: at + 1 };
    };
    const criteria = lineWith('"criteria"');

    const broken: readonly (readonly [string, ReturnType<typeof changed>, string])[] = [
      ['a missing comma, on the line after', changed('"title"', '  "title": "x"'), 'jsonSyntax'],
      ['another schema', changed('"schema"', '  "schema": "moodle-rubric",'), 'schema'],
      ['a version that is not known', changed('"version"', '  "version": 2,'), 'version'],
      ['a version that is no number', changed('"version"', '  "version": "1",'), 'fieldType'],
      ['a title that is no text', changed('"title"', '  "title": 3,'), 'fieldType'],
      ['an empty title', changed('"title"', '  "title": " ",'), 'titleMissing'],
      ['another framework', changed('"framework"', '  "framework": "x",'), 'frameworkUnknown'],
      ['a purpose that is not known', changed('"purpose"', '  "purpose": "x",'), 'fieldValue'],
      ['a misspelt field', changed('"purpose"', '  "purpose": "formative", "tilte": "x",'), 'fieldUnknown'],
      ['a maximum with three decimals', changed('"maximum"', '    "maximum": 20.125,'), 'fieldDecimals'],
      ['a maximum out of range', changed('"maximum"', '    "maximum": 5000,'), 'maximumRange'],
      ['a step that is not known', changed('"roundTo"', '    "roundTo": 0.2,'), 'fieldValue'],
      ['a sign that is not known', changed('"sign"', '        "sign": "x"'), 'fieldValue'],
      [
        'a share beyond 100 %',
        changed('"sharePercent": 100', '        "sharePercent": 101,'),
        'levelShareRange',
      ],
      ['a section without title', changed('"title": "Avant"', '      "title": ""'), 'sectionTitleMissing'],
      ['a weight that is a text', changed('"weight"', '      "weight": "1"'), 'fieldType'],
      ['a criterion that is a text', changed('"1.1"', '        7', criteria), 'fieldType'],
    ];
    for (const [what, { file, line }, rule] of broken) {
      it(`tells the line of ${what}`, () => {
        const [problem, ...others] = told(file);
        assert.deepEqual(others, []);
        const [at, name] = (problem ?? '').split(' ');
        assert.equal(name, rule);
        // What concerns a whole part is told on the line where it begins.
        const shift = { jsonSyntax: 1, levelShareRange: -4, sectionTitleMissing: -2 }[rule] ?? 0;
        assert.equal(Number(at), line + shift);
      });
    }

    it('names the field, from the top', () => {
      const { file } = changed('"weight"', '      "weight": "1"');
      assert.deepEqual(problemsOf(file)[0], {
        line: lineWith('"weight"') + 1,
        fault: 'fieldType',
        name: 'criteria[0].weight',
        wanted: 'number',
      });
    });

    it('tells of each faulty criterion at once, and of each only what is sure', () => {
      const content = JSON.parse(gridJson(gridOf())) as { criteria: object[] };
      content.criteria = [{}, 'text' as never, { text: '', competencies: ['9.9'], weight: 1 }];
      const file = JSON.stringify(content, null, 1);
      const rules = told(file).map((one) => one.split(' ')[1]);
      assert.deepEqual(rules, [
        'fieldMissing',
        'fieldMissing',
        'fieldMissing',
        'fieldType',
        'criterionTextMissing',
        'criterionCompetencyUnknown',
      ]);
    });

    it('tells of the rest and of the criteria at once, as long as they have a scale to refer to', () => {
      type Content = { purpose: string; criteria: object[]; scale?: { levels: object[] } };
      const content = JSON.parse(gridJson(gridOf())) as Content;
      const faulty = { ...content, purpose: 'x', criteria: [{ text: '', competencies: ['9.9'], weight: 1 }] };
      const rules = (of: object) => told(JSON.stringify(of, null, 1)).map((one) => one.split(' ')[1]);
      const ofCriteria = ['criterionTextMissing', 'criterionCompetencyUnknown'];
      assert.deepEqual(rules(faulty), ['fieldValue', ...ofCriteria]);
      assert.deepEqual(rules({ ...faulty, scale: { ...content.scale, levels: 'x' } }), [
        'fieldValue',
        'fieldType',
      ]);
      assert.deepEqual(rules({ ...faulty, scale: undefined }), ['fieldMissing', 'fieldValue']);
    });

    it('tells of a field that stands twice', () => {
      const { file, line } = changed('"title"', '  "title": "a", "title": "b",');
      assert.equal(line, 4);
      assert.deepEqual(problemsOf(file)[0], { line: 1, fault: 'fieldTwice', name: 'title' });
    });

    it('refuses what is no object, and what is too deep', () => {
      assert.deepEqual(told('[1]'), ['1 fieldType']);
      assert.deepEqual(told('{}'), ['1 fieldMissing']);
      assert.deepEqual(told(`{"schema":${'['.repeat(20)}`), ['1 jsonDepth']);
      assert.deepEqual(told('{"schema": "attendus-grid", "version": 1} x'), ['1 jsonSyntax']);
      assert.deepEqual(told('{"schema": "\\x"}'), ['1 jsonSyntax']);
      assert.deepEqual(told('{"schema": "attendus'), ['1 jsonSyntax']);
    });

    it('gives new ids to criteria that lack one, share one, or have one of no use', () => {
      const content = JSON.parse(gridJson(gridOf())) as { criteria: object[] };
      const own = { text: 'Sourit', competencies: ['1.1'], weight: 1 };
      content.criteria = [
        own,
        { ...own, id: 'same' },
        { ...own, id: 'same' },
        { ...own, id: '$where' },
        { ...own, id: 'c1' },
        { ...own, officialCode: 'C1.1-1' },
        { ...own, officialCode: 'C1.1-1' },
      ];
      const ids = gridIn(JSON.stringify(content)).criteria.map(({ id }) => id);
      assert.deepEqual(ids, ['c2', 'same', 'c3', 'c4', 'c1', 'C1.1-1', 'c5']);
    });

    it('takes names that mean something to the language as plain names', () => {
      const content = JSON.parse(gridJson(gridOf())) as { criteria: object[] };
      const file = JSON.stringify(content).replace('"weight"', '"descriptors":{"__proto__":"x"},"weight"');
      assert.deepEqual(told(file), ['1 criterionDescriptorLevel']);
      assert.equal(({} as { best?: string }).best, undefined);
    });

    it('answers in a moment, whatever the file', () => {
      const hostile = [
        `{"schema":"${'a'.repeat(499_000)}`,
        `{"schema":"${'\\'.repeat(499_000)}`,
        `{"schema":"attendus-grid","version":1,"criteria":[${'{},'.repeat(160_000)}{}]}`,
        `{"schema":"attendus-grid","version":1,"sections":[${'{},'.repeat(160_000)}{}]}`,
        '['.repeat(499_000),
      ];
      for (const file of hostile) {
        const begin = Date.now();
        assert.equal(readGrid(file, context).kind, 'problems');
        assert.ok(Date.now() - begin < 2000, file.slice(0, 60));
      }
    });
  });

  describe('of CSV', () => {
    const header = 'Attendu;Compétences;Coefficient;non acquis [NA] 0 %;acquis [A] 100 %';
    const table = (...rows: readonly string[]) => ['# Titre;Accueil', header, ...rows].join('\n');

    it('takes a table that somebody typed, settings left out', () => {
      const grid = gridIn(table('Sourit;1.1;;rien;tout', 'Reformule;C1.2 1.3;2,5'));
      assert.deepEqual(grid, {
        title: 'Accueil',
        frameworkId: 'metiers-accueil',
        purpose: 'formative',
        maximumHundredths: 2000,
        rounding: { stepHundredths: 50, direction: 'nearest' },
        scale: {
          id: 'imported',
          name: 'NA / A',
          levels: [
            { id: 'NA', label: 'non acquis', code: 'NA', sharePercent: 0, sign: 'empty' },
            { id: 'A', label: 'acquis', code: 'A', sharePercent: 100, sign: 'full' },
          ],
        },
        criteria: [
          {
            id: 'c1',
            text: 'Sourit',
            competencyCodes: ['1.1'],
            weightHundredths: 100,
            descriptors: { NA: 'rien', A: 'tout' },
          },
          { id: 'c2', text: 'Reformule', competencyCodes: ['1.2', '1.3'], weightHundredths: 250 },
        ],
      });
    });

    it('fills in the official sentence and its competency from its code, and the first scale', () => {
      const grid = gridIn('# Title,Welcome\nCriterion,Official code\n,C1.2-1\n');
      assert.deepEqual(grid.scale, context.scales[0]);
      const [only] = grid.criteria;
      assert.match(only?.text ?? '', /^Les caractéristiques du public/);
      assert.deepEqual(only?.competencyCodes, ['1.2']);
      assert.equal(only?.id, 'C1.2-1');
    });

    it('reads what a spreadsheet puts on the clipboard, and what it pads', () => {
      const pasted = [
        '# Titre',
        'Accueil',
        '',
        '\n',
        'Attendu',
        'Compétences',
        '',
        '\n',
        'Sourit',
        '1.1',
        '',
        '\n',
      ];
      const grid = gridIn(pasted.join('\t').replaceAll('\t\n\t', '\r\n'));
      assert.equal(grid.criteria[0]?.text, 'Sourit');
    });

    const example = /```\n(# Titre[^`]*)```/.exec(documentOf('README.md'))?.[1] ?? '';
    const examples: readonly (readonly [string, string])[] = [
      ['README.md', example],
      ...['fr', 'en'].map((locale) => [`the ${locale} import page`, exampleIn(locale)] as const),
    ];
    for (const [where, file] of examples) {
      it(`takes the example of ${where}`, () => assert.equal(gridIn(file).criteria.length, 2));
    }

    it('reads headings whatever the language, accents and capitals', () => {
      const grid = gridIn('# titre;Accueil\nCRITERION;competences;weight\nSourit;1.1;1.5');
      assert.equal(grid.criteria[0]?.weightHundredths, 150);
    });

    it('keeps a text that begins as a formula, or as a setting', () => {
      const grid = gridOf({
        criteria: [
          { ...criterion('a'), text: "# '=1+1" },
          { ...criterion('b'), text: '- sourit' },
        ],
      });
      const texts = gridIn(gridCsv(grid, 'fr')).criteria.map(({ text }) => text);
      assert.deepEqual(texts, ["# '=1+1", '- sourit']);
    });

    const broken: readonly (readonly [string, string, readonly string[]])[] = [
      ['no table', 'Bonjour\nmonde', ['1 notGrid']],
      ['settings alone', '# Titre;x', ['1 notGrid']],
      ['a quotation mark that stays open', table('"Sourit;1.1', 'x'), ['3 quote']],
      ['a text after a quotation', table('"Sourit" bien;1.1'), ['3 quote']],
      ['a setting that is not known', `# Couleur;rouge\n${table('Sourit;1.1')}`, ['1 setting']],
      ['a setting given twice', `# Titre;x\n${table('Sourit;1.1')}`, ['2 settingTwice']],
      ['no title', `${header}\nSourit;1.1`, ['1 titleMissing']],
      ['a maximum that is no number', `# Note sur;vingt\n${table('Sourit;1.1')}`, ['1 number']],
      ['a maximum out of range', `# Note sur;0,5\n${table('Sourit;1.1')}`, ['1 maximumRange']],
      ['a step that is not known', `# Arrondi;0,2\n${table('Sourit;1.1')}`, ['1 value']],
      ['a direction that is not known', `# Arrondi;0,5;en bas\n${table('Sourit;1.1')}`, ['1 value']],
      [
        'a cap without a number',
        `# Incontournable non atteint;note au plus\n${table('Sourit;1.1')}`,
        ['1 capMissing'],
      ],
      [
        'a cap beyond the maximum',
        `# Incontournable non atteint;note au plus;21\n${table('Sourit;1.1')}`,
        ['1 capRange'],
      ],
      ['another framework', `# Référentiel;autre\n${table('Sourit;1.1')}`, ['1 frameworkUnknown']],
      ['a column that is not known', '# Titre;x\nAttendu;Humeur\nSourit;bonne', ['2 columnUnknown']],
      ['a column that stands twice', '# Titre;x\nAttendu;Attendu\nSourit;x', ['2 columnTwice']],
      ['one level alone', '# Titre;x\nAttendu;Compétences;acquis [A] 100 %\nSourit;1.1', ['2 scaleSize']],
      [
        'shares that fall',
        '# Titre;x\nAttendu;Compétences;a [A] 100 %;b [B] 0 %\nSourit;1.1',
        ['2 levelShareFalls'],
      ],
      ['no criterion', table(), ['2 noCriteria']],
      ['cells beyond the columns', table('Sourit;1.1;1;a;b;c'), ['3 cells']],
      ['a weight that is no number', table('Sourit;1.1;lourd'), ['3 number']],
      ['a weight of nothing', table('Sourit;1.1;0'), ['3 criterionWeightRange']],
      ['a criterion without text', table(';1.1;1'), ['3 criterionTextMissing']],
      ['a competency that is not known', table('Sourit;01.janv'), ['3 criterionCompetencyUnknown']],
      ['no competency', table('Sourit'), ['3 criterionCompetencyMissing']],
      [
        'a required level that is not known',
        '# Titre;x\nAttendu;Compétences;Incontournable\nSourit;1.1;9',
        ['3 level'],
      ],
      [
        'an official code that is not known',
        '# Titre;x\nAttendu;Code officiel;Compétences\nSourit;C9.9-9;1.1',
        ['3 criterionCodeUnknown'],
      ],
      [
        'bad settings and bad rows at once, and a cap that is measured by no maximum as sure',
        `# Note sur;trente\n# Incontournable non atteint;note au plus;25\n${table('Sourit', ';1.1')}`,
        ['1 number', '5 criterionCompetencyMissing', '6 criterionTextMissing'],
      ],
      [
        'each bad line, in order, multi-line cells counted',
        table('"Sourit\nà tous";1.1;x', 'Reformule;1.2', ';1.3', 'Écoute;9.9;y'),
        ['3 number', '6 criterionTextMissing', '7 number'],
      ],
    ];
    for (const [what, file, expected] of broken) {
      it(`tells the line of ${what}`, () => assert.deepEqual(told(file), expected));
    }

    it('answers in a moment, whatever the file', () => {
      const hostile = [
        '"'.repeat(499_001),
        `"${'a'.repeat(490_000)}`,
        `Attendu${';a [a] 1 %'.repeat(45_000)}`,
        `Attendu\n${'a\n'.repeat(240_000)}`,
        ';'.repeat(499_000),
        `Attendu;${'"";'.repeat(160_000)}`,
      ];
      for (const file of hostile) {
        const begin = Date.now();
        assert.equal(readGrid(file, context).kind, 'problems');
        assert.ok(Date.now() - begin < 2000, file.slice(0, 60));
      }
    });
  });
});
