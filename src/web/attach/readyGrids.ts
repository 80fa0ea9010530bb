import { BadRequest } from '../../errors.js';
import type { ReadyGrid } from '../../grid/readyGrid.js';
import { frenchSpacing } from '../framework/frenchSpacing.js';
import { fieldHundredths } from '../grid/hundredths.js';
import type { Words } from '../language.js';
import type { AttachFields } from './attachForm.js';

/**
 * The picker filled with a ready grid, all of it still to be changed. A title of the teacher's own stays.
 * @throws {BadRequest} for a grid that was never offered.
 */
export function startFrom(fields: AttachFields, id: string, ready: readonly ReadyGrid[]): AttachFields {
  const grid = ready.find((one) => one.id === id);
  if (!grid) throw new BadRequest('an unknown ready grid');
  const before = ready.find((one) => one.id === fields.ready);
  const isTheirs = fields.title.trim() !== '' && fields.title !== before?.title;
  return {
    ...fields,
    title: isTheirs ? fields.title : grid.title,
    q: '',
    ready: grid.id,
    chosen: new Set(grid.criteria.map(({ criterionCode }) => criterionCode)),
    weights: new Map(
      grid.criteria.map(({ criterionCode, weightHundredths }) => [
        criterionCode,
        fieldHundredths(weightHundredths, 'fr'),
      ]),
    ),
  };
}

/** What views/attach/ready.ejs shows: a few at first, all of them behind one click. */
export function readyGridsView(ready: readonly ReadyGrid[], fields: AttachFields, { t }: Words) {
  const started = ready.find(({ id }) => id === fields.ready);
  const viewOf = ({ id, title, situation, criteria }: ReadyGrid) => ({
    id,
    title,
    situation: frenchSpacing(situation),
    count: t('attach:ready.count', { count: criteria.length }),
  });
  const first = fields.chosen.size === 0 && fields.q.trim() === '';
  return {
    started: started && { title: started.title, situation: frenchSpacing(started.situation) },
    featured: first ? ready.filter(({ featured }) => featured).map(viewOf) : [],
    others: ready.filter(({ featured }) => !first || !featured).map(viewOf),
    othersLabel: t(first ? 'attach:ready.others' : 'attach:ready.another'),
  };
}
