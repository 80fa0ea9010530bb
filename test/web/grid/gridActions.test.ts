import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { readScales } from '../../../src/scalesFile.js';
import { edited, type EditorAction } from '../../../src/web/grid/gridActions.js';
import { fieldsOf, type CriterionFields, type GridFields } from '../../../src/web/grid/gridFields.js';
import { welcomeGrid } from '../../support/activities.js';

const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));
const presets = readScales(new URL('config/scales.json', projectRoot));

const fields = fieldsOf(welcomeGrid, 1, 'fr');
function press(from: GridFields, name: string, chosen: Partial<EditorAction> = {}) {
  let count = 0;
  const newId = () => `new-${(count += 1)}`;
  return edited(from, { codes: [], preset: '', ...chosen, name }, { framework, presets, newId });
}
const criterionOf = ({ items }: GridFields, id: string) =>
  items.find((item): item is CriterionFields => item.kind === 'criterion' && item.id === id);

describe('edited', () => {
  it('gives a reworded criterion its official text back', () => {
    const { fields: after, focus } = press(fields, 'official:C1.1-1');
    assert.equal(criterionOf(after, 'C1.1-1')?.text, 'Les activités et les priorités sont repérées');
    assert.equal(focus, 'text-C1.1-1');
  });

  it('brings a criterion that was taken out back in its place, as it was worded', () => {
    const without = press(fields, 'remove:criterion:C1.1-1').fields;
    const { fields: after } = press(without, 'add', { codes: ['C1.1-1'] });
    assert.deepEqual(after, fields);
  });

  it('adds each criterion under its own code, and none twice', () => {
    const { fields: after } = press(fields, 'add', { codes: ['C3.3-1', 'C1.1-2', 'C1.2-1'] });
    assert.deepEqual(
      after.items.map(({ id }) => id),
      ['C1.1-1', 'C1.1-2', 'C1.2-1', 'C3.3-1'],
    );
  });

  it('keeps the levels that a preset replaces, to be put back', () => {
    const { fields: after } = press(fields, 'preset', { preset: 'acquis' });
    assert.deepEqual([after.scaleId, after.scaleName], ['acquis', 'Non acquis / en cours / acquis']);
    assert.deepEqual(
      after.levels.map(({ id, removed }) => `${id}${removed ? ' out' : ''}`),
      ['NA', 'EC', 'A', '1 out', '2 out', '3 out', '4 out'],
    );
    const back = press(after, 'restore:level:2').fields;
    assert.equal(back.levels.find(({ id }) => id === '2')?.removed, false);
  });

  it('starts a new level at the top of the scale', () => {
    const { fields: after, focus } = press(fields, 'level');
    assert.deepEqual([after.levels.at(-1)?.id, after.levels.at(-1)?.share], ['new-1', '100']);
    assert.equal(focus, 'label-new-1');
  });

  it('fills the signs anew for a new level, so that no two levels look alike', () => {
    const five = press(fields, 'level').fields;
    assert.deepEqual(
      five.levels.map(({ sign }) => sign),
      ['empty', 'quarter', 'half', 'threeQuarters', 'full'],
    );
    const six = press(five, 'level').fields;
    assert.deepEqual(
      six.levels.slice(4).map(({ sign, color }) => [sign, color]),
      [
        ['full', ''],
        ['full', 'blue'],
      ],
    );
  });

  it('leaves the signs as they are where a new level looks like none', () => {
    const chosen = { ...fields, levels: fields.levels.map((level) => ({ ...level, sign: 'quarter' })) };
    const { levels } = press(chosen, 'level').fields;
    assert.deepEqual(levels.map(({ sign }) => sign).slice(-2), ['quarter', 'full']);
  });

  it('adds a section at the end, or before a criterion', () => {
    const places = ['section', 'section:C1.1-2'].map((name) =>
      press(fields, name).fields.items.map(({ id }) => id),
    );
    assert.deepEqual(places, [
      ['C1.1-1', 'C1.1-2', 'new-1'],
      ['C1.1-1', 'new-1', 'C1.1-2'],
    ]);
  });

  it('moves levels', () => {
    const { fields: after } = press(fields, 'down:level:1');
    assert.deepEqual(
      after.levels.map(({ id }) => id),
      ['2', '1', '3', '4'],
    );
  });

  for (const name of ['', 'explode', 'save']) {
    it(`knows no button « ${name} »`, () => {
      assert.throws(() => press(fields, name), BadRequest);
    });
  }

  it('copies no scale that was never offered', () => {
    assert.throws(() => press(fields, 'preset', { preset: 'mine' }), BadRequest);
  });
});
