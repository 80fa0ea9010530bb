import assert from 'node:assert/strict';
import { gridCsv } from '../../../src/grid/exchange/gridCsv.js';
import type { Grid } from '../../../src/grid/grid.js';
import { criterion, gridOf } from '../grids.js';

const grid: Grid = gridOf({
  criteria: [
    { ...criterion('C1.1-1', 150), criterionCode: 'C1.1-1', requiredLevelId: 'good', sectionId: 's1' },
    {
      ...criterion('own', 5),
      text: 'Dit "bonjour";\nsourit',
      competencyCodes: ['1.1', '1.2'],
      descriptors: { best: '=Toujours' },
    },
  ],
  sections: [{ id: 's1', title: "À l'arrivée" }],
  requiredRule: { kind: 'cap', hundredths: 950 },
});

describe('gridCsv', () => {
  it('writes what a French spreadsheet opens as columns and numbers', () => {
    assert.deepEqual(gridCsv(grid, 'fr').split('\r\n'), [
      '\uFEFF"# Titre";"Accueil téléphonique"',
      '"# Référentiel";"metiers-accueil"',
      '"# Évaluation";"formative"',
      '"# Note sur";20',
      '"# Arrondi";0,5;"au plus proche"',
      '"# Non évalué";"ne compte pas"',
      '"# Incontournable non atteint";"note au plus";9,5',
      '"# Niveaux";"Four levels"',
      '"Attendu";"Code officiel";"Compétences";"Coefficient";"Partie";"Incontournable";' +
        '"none [no] 0 %";"weak [we] 33 %";"good [go] 67 %";"best [be] 100 %"',
      '"Criterion C1.1-1";"C1.1-1";"C1.1";1,5;"À l\'arrivée";"go";"";"";"";""',
      '"Dit ""bonjour"";\nsourit";"";"C1.1, C1.2";0,05;"";"";"";"";"";"\'=Toujours"',
      '',
    ]);
  });

  it('writes what an English spreadsheet opens as columns and numbers', () => {
    const lines = gridCsv(grid, 'en').split('\r\n');
    assert.equal(lines[0], '\uFEFF"# Title","Accueil téléphonique"');
    assert.equal(lines[4], '"# Rounding",0.5,"nearest"');
    assert.match(
      lines[8] ?? '',
      /^"Criterion","Official code","Competencies","Weight","Section","Required","none/,
    );
    assert.equal(lines[9], '"Criterion C1.1-1","C1.1-1","C1.1",1.5,"À l\'arrivée","go","","","",""');
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n']) {
    it(`lets no cell begin with ${JSON.stringify(start)}, wherever the text stands`, () => {
      const text = `${start}cmd|' /C calc'!A0`;
      const [first, ...levels] = gridOf().scale.levels;
      const hostile = gridOf({
        title: text,
        frameworkId: text,
        scale: { id: 'own', name: text, levels: [{ ...first!, label: text, code: start.trim() }, ...levels] },
        sections: [{ id: 's', title: text }],
        criteria: [
          {
            ...criterion('own'),
            text,
            criterionCode: text,
            competencyCodes: [text],
            sectionId: 's',
            requiredLevelId: 'none',
            descriptors: { none: text },
          },
        ],
      });
      for (const language of ['fr', 'en'] as const) {
        const cells = gridCsv(hostile, language).match(/"(?:[^"]|"")*"|[^",;\r\n]+/g) ?? [];
        assert.ok(cells.length > 20);
        for (const cell of cells) assert.doesNotMatch(cell.replace(/^\uFEFF?"?/, ''), /^[=+\-@\t\r\n]/);
      }
    });
  }
});
