import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { z } from 'zod';
import { gridJson } from '../../../src/grid/exchange/gridJson.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { gridOf } from '../grids.js';
import { soundGrid } from './soundGrids.js';

const documented = JSON.parse(
  readFileSync(new URL('config/schemas/attendus-grid-1.json', projectRoot), 'utf8'),
) as z.core.JSONSchema.JSONSchema;

describe('gridJson', () => {
  const schema = z.fromJSONSchema(documented);
  const accepts = (content: unknown) => schema.safeParse(content).success;
  const exported = () => JSON.parse(gridJson(gridOf())) as Record<string, unknown>;

  it('writes what config/schemas/attendus-grid-1.json says', () => {
    fc.assert(
      fc.property(soundGrid, (grid) => {
        const parsed = schema.safeParse(JSON.parse(gridJson(grid)));
        assert.ok(parsed.success, parsed.success ? '' : z.prettifyError(parsed.error));
      }),
      { numRuns: 50 },
    );
  });

  it('is held to a schema that refuses more than it names', () => {
    assert.ok(accepts(exported()));
    assert.ok(!accepts({ ...exported(), owner: 'Claire Fontaine' }));
    assert.ok(!accepts({ ...exported(), version: 2 }));
    assert.ok(!accepts({ ...exported(), criteria: [] }));
    assert.ok(!accepts({ ...exported(), criteria: [{ text: 'Sourit', competencies: ['1.1'], weight: 0 }] }));
  });

  it('leaves out whatever a grid holds beyond the schema', () => {
    const beyond = { ownerSub: '7', privateNote: 'Secret', createdBy: { name: 'Claire Fontaine' } };
    const plain = gridOf();
    const [level, ...levels] = plain.scale.levels;
    const [criterion, ...criteria] = plain.criteria;
    const crowded = {
      ...plain,
      ...beyond,
      rounding: { ...plain.rounding, ...beyond },
      scale: { ...plain.scale, ...beyond, levels: [{ ...level!, ...beyond }, ...levels] },
      criteria: [{ ...criterion!, ...beyond }, ...criteria],
      sections: [{ id: 's', title: 'Avant', ...beyond }],
      requiredRule: { kind: 'cap' as const, hundredths: 1000, ...beyond },
    };
    assert.doesNotMatch(gridJson(crowded), /ownerSub|Secret|Fontaine/);
  });
});
