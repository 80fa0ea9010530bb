import { gridOf } from '../../evaluation/gridOf.js';
import type { Observation } from '../../evaluation/observation/observation.js';
import { observationChanges } from '../../evaluation/observation/observationChanges.js';
import type { ObservationDraft } from '../../evaluation/observation/observe.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { observationChangesView } from './observationChangesView.js';

/** Two versions of one observation: what views/observation/differences.ejs shows. */
export function observationConflict(
  mine: ObservationDraft,
  theirs: Observation,
  { desk, now }: { readonly desk: LearnerDesk; readonly now: Date },
  words: Words,
) {
  const { t } = words;
  const { by } = theirs.edited ?? theirs;
  const self = by.sub === desk.actor.sub;
  const who = actorName(by, words);
  const when = formatMoment((theirs.edited ?? theirs).at, now, words.locale);
  const { leftOut } = theirs;
  const changes = observationChanges(theirs, { ...mine, ...(leftOut && { leftOut }) });
  return {
    heading: t(self ? 'evaluation:conflict.selfHeading' : 'observation:conflict.heading', { who, when }),
    theirsLabel: t(self ? 'evaluation:conflict.selfTheirs' : 'evaluation:conflict.theirs', { who, when }),
    keepTheirs: self ? t('observation:conflict.keepOther') : t('observation:conflict.keepTheirs', { who }),
    version: theirs.version,
    changes: observationChangesView(changes, gridOf(desk.activity, theirs), words),
  };
}

/** My version as the fields of a form, for a page that asks only whose is kept. */
export function hiddenObservation(draft: ObservationDraft): readonly { name: string; value: string }[] {
  const entries = Object.entries(draft.entries).flatMap(([id, { levelId = '', comment = '' }]) => [
    { name: `level.${id}`, value: levelId },
    { name: `comment.${id}`, value: comment },
  ]);
  return [
    { name: 'gridVersion', value: draft.gridVersionId },
    { name: 'observedOn', value: draft.observedOn },
    { name: 'situation', value: draft.situation },
    { name: 'title', value: draft.title ?? '' },
    { name: 'presence', value: draft.absent ? 'absent' : 'present' },
    ...entries,
    { name: 'generalComment', value: draft.comment },
  ];
}
