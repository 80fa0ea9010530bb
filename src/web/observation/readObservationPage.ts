import { gridOf } from '../../evaluation/gridOf.js';
import { levelThen } from '../../evaluation/observation/countedLevels.js';
import type { Observation } from '../../evaluation/observation/observation.js';
import { criterionGroups } from '../criterionGroups.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { countingOf, factsOf, observationPath } from './observationPage.js';
import { occasionView } from './occasionView.js';

interface ReadView {
  readonly desk: LearnerDesk;
  readonly stored: Observation;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Everything views/observation/show.ejs may use: an observation that nobody rewrites, or that was removed. */
export function readObservationPage({ desk, stored, titles, now }: ReadView, words: Words) {
  const { t } = words;
  const { activity, evaluation, learner, session } = desk;
  const grid = gridOf(activity, stored);
  const path = observationPath(desk, stored.id);
  const editable = !evaluation.closing && !stored.removed;
  return {
    title: t('observation:page.title', occasionView(stored, now, words)),
    heading: stored.title ?? '',
    learnerName: learner.name,
    activityTitle: session.resourceLink?.title ?? activity.title,
    backPath: `learners/${encodeURIComponent(learner.sub)}`,
    why: t(`observation:readOnly.${whyOf(desk, stored)}`),
    facts: factsOf(stored, { desk, now }, words),
    groups: criterionGroups(grid, titles).map(({ code, title, criteria }) => ({
      code,
      title,
      lines: criteria.flatMap(({ criterion }) => {
        const level = levelThen(stored, criterion.id, activity);
        const { comment = '' } = stored.entries[criterion.id] ?? {};
        if (!level && comment === '') return [];
        return [
          { text: criterion.text, level: level && { ...level, levelClass: levelClass(level) }, comment },
        ];
      }),
    })),
    comment: stored.comment,
    counting: editable ? countingOf(stored, desk, path, words) : undefined,
    removePath: editable ? `${path}/remove` : '',
    restorePath: !evaluation.closing && stored.removed ? `${path}/restore` : '',
  };
}

function whyOf({ evaluation }: LearnerDesk, { removed }: Observation): 'closed' | 'removed' | 'tutor' {
  if (evaluation.closing) return 'closed';
  return removed ? 'removed' : 'tutor';
}
