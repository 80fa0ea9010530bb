import assert from 'node:assert/strict';
import { visibleEvidence, type EvidenceReader } from '../../../src/evaluation/evidence/visibleEvidence.js';
import { publishedEvaluation } from '../../support/evaluations.js';
import { AT, claire, evidence, folder, later } from '../../support/evidence.js';

const published = { ...publishedEvaluation.publication!, at: later(60) };
const all = folder(
  evidence('own'),
  evidence('own after', { at: later(120) }),
  evidence('own removed', { removed: { at: AT, by: claire } }),
  evidence('teacher', { by: claire }),
  evidence('teacher at that moment', { by: claire, at: later(60) }),
  evidence('teacher after', { by: claire, at: later(120) }),
);

const OWN = ['own', 'own after'];
const PUBLISHED = ['teacher', 'teacher at that moment'];

describe('visibleEvidence', () => {
  const cases: readonly [EvidenceReader, boolean, readonly string[]][] = [
    ['teacher', false, [...OWN, ...PUBLISHED, 'teacher after']],
    ['teacher', true, [...OWN, ...PUBLISHED, 'teacher after']],
    ['learner', false, OWN],
    ['learner', true, [...OWN, ...PUBLISHED]],
    ['mentor', false, []],
    ['mentor', true, [...OWN, ...PUBLISHED]],
  ];
  for (const [reader, released, ids] of cases) {
    it(`shows a ${reader} ${ids.length} pieces ${released ? 'after' : 'before'} the release`, () => {
      const seen = visibleEvidence(all, reader, released ? published : undefined);
      assert.deepEqual(
        seen.map(({ id }) => id),
        ids,
      );
    });
  }
});
