import type { Observation } from '../../src/evaluation/observation/observation.js';
import { teacher } from './evaluations.js';

/** An observation in class on the welcome activity. */
export const observation = (changes: Partial<Observation> = {}): Observation => ({
  id: 'observation-1',
  situation: 'class',
  observedOn: '2040-01-10',
  gridVersionId: 'grid-1@1',
  entries: { 'C1.1-1': { levelId: '2' } },
  comment: '',
  by: teacher,
  at: new Date('2040-01-10T15:00:00Z'),
  version: 1,
  ...changes,
});

/** One that saw one level on the first criterion. */
export const seen = (id: string, observedOn: string, levelId: string, changes: Partial<Observation> = {}) =>
  observation({ id, observedOn, entries: { 'C1.1-1': { levelId } }, ...changes });
