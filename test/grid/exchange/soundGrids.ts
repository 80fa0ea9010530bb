import * as fc from 'fast-check';
import { readFramework } from '../../../src/frameworkFile.js';
import { competencies, criterionPlaces } from '../../../src/framework/frameworkIndex.js';
import type { Grid, GridCriterion } from '../../../src/grid/grid.js';
import { LEVEL_COLORS, LEVEL_SIGNS, type Level, type Scale } from '../../../src/grid/scale.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { readScales } from '../../../src/scalesFile.js';

const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));
const scales = readScales(new URL('config/scales.json', projectRoot));
export const context = { framework, scales };

/** Objects as literals make them: fast-check's own may lack a prototype. */
const plain = <Of extends object>(model: { [Key in keyof Of]: fc.Arbitrary<Of[Key]> }) =>
  fc.record<Of>(model, { noNullPrototype: true } as never);

/** What a spreadsheet or a reader could stumble over. */
const awkward = fc.constantFrom(
  '=1+1',
  '+33 1',
  '-',
  '@a',
  "'=a",
  "''+",
  "l'accueil",
  '"',
  '""',
  ';',
  ',',
  '\t',
  '\n',
  '# Titre',
  '[3] 75 %',
  '{',
  '\\',
  '\u0000',
  '🙂',
  'é',
  ' ',
  '\u2028',
  '</script>',
);
const piece = fc.oneof(awkward, fc.string({ maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 4 }));

const textOf = (most: number) =>
  fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((pieces) => pieces.join(''))
    .filter((text) => text.trim() !== '' && [...text].length <= most);

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,10}$/);
const levelCode = fc
  .oneof(
    fc.constantFrom('+', '-', '++', '=', '1', 'TS', '#', "'", '"', ';', '[', ']'),
    fc.string({ unit: 'grapheme' }),
  )
  .filter((code) => code === code.trim() && code !== '' && [...code].length <= 3 && !/[\r\n]/.test(code));

const levels = fc
  .uniqueArray(plain({ id, code: levelCode }), {
    minLength: 2,
    maxLength: 6,
    selector: (level) => level.id,
    comparator: 'IsStrictlyEqual',
  })
  .filter((made) => new Set(made.map(({ code }) => code)).size === made.length)
  .chain((made) =>
    fc.tuple(
      ...made.map((level) =>
        fc.record(
          {
            id: fc.constant(level.id),
            code: fc.constant(level.code),
            label: textOf(60),
            sharePercent: fc.nat(100),
            sign: fc.constantFrom(...LEVEL_SIGNS),
            color: fc.constantFrom(...LEVEL_COLORS),
            descriptor: textOf(100),
          },
          { requiredKeys: ['id', 'code', 'label', 'sharePercent', 'sign'], noNullPrototype: true },
        ),
      ),
    ),
  )
  .map((made): readonly Level[] => {
    const shares = made.map(({ sharePercent }) => sharePercent).toSorted((a, b) => a - b);
    return made.map((level, i) => ({ ...level, sharePercent: shares[i] ?? 100 }));
  });

const ownScale: fc.Arbitrary<Scale> = plain({ id, name: textOf(80), levels });
const scale = fc.oneof(fc.constantFrom(...scales), ownScale);

const weight = fc.integer({ min: 1, max: 10_000 });
const codes = competencies(framework).map(({ code }) => code);
const someCodes = fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 4 });

const place = fc.oneof(
  someCodes.map((competencyCodes) => ({ competencyCodes })),
  fc
    .tuple(fc.constantFrom(...criterionPlaces(framework)), someCodes)
    .map(([{ criterion, competency }, others]) => ({
      criterionCode: criterion.code,
      competencyCodes: [competency.code, ...others.filter((code) => code !== competency.code)],
    })),
);

function criteriaFor(
  { levels: of }: Scale,
  sectionIds: readonly string[],
): fc.Arbitrary<readonly GridCriterion[]> {
  const levelId = fc.constantFrom(...of.map((level) => level.id));
  const rest = fc.record(
    {
      id,
      text: textOf(200),
      weightHundredths: weight,
      requiredLevelId: levelId,
      descriptors: fc.dictionary(levelId, textOf(100), { noNullPrototype: true }),
      ...(sectionIds.length > 0 && { sectionId: fc.constantFrom(...sectionIds) }),
    },
    { requiredKeys: ['id', 'text', 'weightHundredths'], noNullPrototype: true },
  );
  return fc
    .uniqueArray(fc.tuple(rest, place), {
      minLength: 1,
      maxLength: 5,
      selector: ([criterion]) => criterion.id,
    })
    .map((made) => made.map(([criterion, where]) => ({ ...criterion, ...where })));
}

const sections = fc.uniqueArray(plain({ id, title: textOf(120) }), {
  maxLength: 4,
  selector: (section) => section.id,
});

/** Grids that `checkGrid` lets through, with everything that may be absent there or not, and awkward texts. */
export const soundGrid: fc.Arbitrary<Grid> = fc.tuple(scale, sections).chain(([ofScale, ofSections]) =>
  fc.integer({ min: 100, max: 100_000 }).chain((maximumHundredths) =>
    fc.record(
      {
        title: textOf(255),
        frameworkId: fc.constant(framework.id),
        scale: fc.constant(ofScale),
        criteria: criteriaFor(
          ofScale,
          ofSections.map((section) => section.id),
        ),
        maximumHundredths: fc.constant(maximumHundredths),
        rounding: plain({
          stepHundredths: fc.constantFrom(1 as const, 10 as const, 25 as const, 50 as const, 100 as const),
          direction: fc.constantFrom('nearest' as const, 'up' as const),
        }),
        purpose: fc.constantFrom('formative' as const, 'certificative' as const),
        sections: fc.constant(ofSections),
        competencyWeights: fc.dictionary(fc.constantFrom(...codes), weight, { noNullPrototype: true }),
        notJudged: fc.constantFrom('leftOut' as const, 'zero' as const),
        requiredRule: fc.oneof(
          fc.constant({ kind: 'warning' as const }),
          plain({ kind: fc.constant('cap' as const), hundredths: fc.nat(maximumHundredths) }),
        ),
      },
      {
        requiredKeys: [
          'title',
          'frameworkId',
          'scale',
          'criteria',
          'maximumHundredths',
          'rounding',
          'purpose',
          'sections',
        ],
        noNullPrototype: true,
      },
    ),
  ),
);
