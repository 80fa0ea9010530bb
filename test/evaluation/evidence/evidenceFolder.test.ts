import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  MAXIMUM_EVIDENCE,
  UNDO_SECONDS,
  type Contributor,
  type EvidenceFolder,
} from '../../../src/evaluation/evidence/evidence.js';
import {
  hasRoom,
  isThere,
  purged,
  withEvidence,
  withoutEvidence,
  withRestored,
} from '../../../src/evaluation/evidence/evidenceFolder.js';
import { AT, chloe, claire, evidence, folder, later } from '../../support/evidence.js';

const colleague: Contributor = { sub: '8', name: 'Marc Delmas', role: 'teacher' };
const many = (count: number, by = chloe) =>
  Array.from({ length: count }, (_, n) => evidence(`${by.role}-${n}`, { by }));
const there = ({ items }: EvidenceFolder) => items.filter(isThere).map(({ id }) => id);
const take = (from: EvidenceFolder, id: string, by = chloe, at = AT) => withoutEvidence(from, id, by, at);

describe('withEvidence', () => {
  it('adds behind what is there', () => {
    assert.deepEqual(there(withEvidence(folder(evidence('a')), evidence('b')) ?? folder()), ['a', 'b']);
  });

  it('gives the learner and their teachers twenty places each', () => {
    const full = folder(...many(MAXIMUM_EVIDENCE));
    assert.equal(withEvidence(full, evidence('more')), undefined);
    const both = withEvidence(full, evidence('theirs', { by: claire }));
    assert.equal(both?.items.length, MAXIMUM_EVIDENCE + 1);
    assert.equal(hasRoom(folder(...many(MAXIMUM_EVIDENCE, claire)), colleague), false);
  });

  it('lets go of what was taken away longest ago, so that no more is ever kept', () => {
    let full = folder(...many(MAXIMUM_EVIDENCE));
    full = take(take(full, 'learner-3', chloe, later(10)), 'learner-5', chloe, later(5));
    const next = withEvidence(full, evidence('new'));
    assert.equal(next?.items.length, MAXIMUM_EVIDENCE);
    assert.equal(
      next?.items.some(({ id }) => id === 'learner-5'),
      false,
    );
    assert.equal(
      next?.items.some(({ id }) => id === 'learner-3'),
      true,
    );
  });

  it('never keeps more than twenty of one side, whatever is added, taken away and brought back', () => {
    const step = fc.record({
      act: fc.constantFrom('add', 'add', 'remove', 'restore', 'purge'),
      which: fc.nat({ max: 60 }),
      by: fc.constantFrom(chloe, claire, colleague),
      seconds: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        let now = AT;
        let current = folder();
        for (const [n, { act, which, by, seconds }] of steps.entries()) {
          now = new Date(now.getTime() + seconds * 1000);
          const id = current.items[which % Math.max(1, current.items.length)]?.id ?? '';
          if (act === 'add') current = withEvidence(current, evidence(`n-${n}`, { by, at: now })) ?? current;
          if (act === 'remove') current = withoutEvidence(current, id, by, now);
          if (act === 'restore') current = withRestored(current, id, by, now);
          if (act === 'purge') current = purged(current, now);
          for (const role of ['learner', 'teacher'] as const) {
            assert.ok(current.items.filter((item) => item.by.role === role).length <= MAXIMUM_EVIDENCE);
          }
          assert.equal(new Set(current.items.map((item) => item.id)).size, current.items.length);
        }
      }),
    );
  });
});

describe('withoutEvidence', () => {
  const both = folder(evidence('mine'), evidence('theirs', { by: claire }));

  it('takes away a learner’s own, and keeps who did it', () => {
    const next = take(both, 'mine');
    assert.deepEqual(there(next), ['theirs']);
    assert.deepEqual(next.items[0]?.removed, { at: AT, by: chloe });
  });

  it('lets no learner take away what a teacher added', () => {
    assert.equal(take(both, 'theirs'), both);
  });

  it('lets any teacher take away anything', () => {
    assert.deepEqual(there(take(take(both, 'mine', colleague), 'theirs', colleague)), []);
  });

  it('changes nothing when it is gone already, or was never there', () => {
    const next = take(both, 'mine');
    assert.equal(take(next, 'mine', chloe, later(60)), next);
    assert.equal(take(both, 'other'), both);
  });
});

describe('withRestored', () => {
  const removed = take(folder(evidence('a'), evidence('b')), 'a');

  it('brings back, where it stood, until undo is over', () => {
    assert.deepEqual(there(withRestored(removed, 'a', chloe, later(UNDO_SECONDS - 1))), ['a', 'b']);
    assert.equal(withRestored(removed, 'a', chloe, later(UNDO_SECONDS)), removed);
  });

  it('lets no learner bring back what a teacher took away', () => {
    const byTeacher = take(folder(evidence('a')), 'a', claire);
    assert.equal(withRestored(byTeacher, 'a', chloe, AT), byTeacher);
    assert.deepEqual(there(withRestored(byTeacher, 'a', colleague, AT)), ['a']);
  });

  it('brings nothing back where its place was taken', () => {
    const room = take(folder(...many(MAXIMUM_EVIDENCE)), 'learner-0');
    const full = { ...room, items: [...room.items, evidence('in its place')] };
    assert.equal(withRestored(full, 'learner-0', chloe, AT), full);
  });
});

describe('purged', () => {
  it('lets go of what undo is over for, and of nothing else', () => {
    const both = take(take(folder(evidence('a'), evidence('b'), evidence('c')), 'a'), 'b', chloe, later(1));
    assert.deepEqual(
      purged(both, later(UNDO_SECONDS)).items.map(({ id }) => id),
      ['b', 'c'],
    );
    assert.equal(purged(both, later(UNDO_SECONDS - 1)), both);
  });
});
