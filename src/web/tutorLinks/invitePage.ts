import type { Activity } from '../../evaluation/activity.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { criterionGroups } from '../criterionGroups.js';
import type { Words } from '../language.js';
import { MAXIMUM_NAME_LENGTH } from '../tutor/tutorFields.js';
import type { InviteProblem, TypedInvitation } from './inviteForm.js';
import { dayChoices } from './lastDay.js';

export interface InviteView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly learners: readonly ListedLearner[];
  /** Learners are numbers on the teacher's pages: none is to be named here. */
  readonly namesHidden: boolean;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly typed: TypedInvitation;
  readonly problems: readonly InviteProblem[];
  readonly now: Date;
}

/** Everything views/tutorLinks/invite.ejs may use: whom to ask, about whom, on what, until when. */
export function invitePage(view: InviteView, words: Words) {
  const { t } = words;
  const { session, activity, learners, titles, typed, now } = view;
  const { grid } = activity;
  const present = learners.filter(({ left }) => !left);
  const problems = problemTexts(view.problems, words);
  return {
    title: t('tutorLinks:invite.title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    notice: problems.size > 0 ? t('tutorLinks:invite.problems', { count: problems.size }) : '',
    tutorName: typed.tutorName,
    company: typed.company,
    limit: MAXIMUM_NAME_LENGTH,
    namesHidden: view.namesHidden ? t('tutorLinks:invite.namesHidden') : '',
    learners: present.map(({ sub, name }) => ({ sub, name, ticked: typed.learners.includes(sub) })),
    noLearners: present.length === 0 ? t('tutorLinks:invite.noLearners') : '',
    groups: criterionGroups(grid, titles).map(({ code, title, criteria }) => ({
      code,
      title: title || t('evaluation:otherCriteria'),
      french: title !== '',
      criteria: criteria.map(({ criterion: { id, text } }) => ({
        id,
        text,
        ticked: typed.criteria.includes(id),
      })),
    })),
    criteriaCount: t('tutorLinks:invite.criteriaCount', {
      ticked: grid.criteria.filter(({ id }) => typed.criteria.includes(id)).length,
      count: grid.criteria.length,
    }),
    criteriaOpen: problems.has('criteria') || grid.criteria.some(({ id }) => !typed.criteria.includes(id)),
    day: typed.day,
    days: dayChoices(now),
    problems: {
      tutorName: problems.get('tutorName') ?? '',
      company: problems.get('company') ?? '',
      learners: problems.get('learners') ?? '',
      criteria: problems.get('criteria') ?? '',
      day: problems.get('day') ?? '',
    },
  };
}

const problemTexts = (problems: readonly InviteProblem[], { t }: Words): ReadonlyMap<string, string> =>
  new Map(
    problems.map(({ name, kind }) => [
      name,
      t(`tutorLinks:problem.${name}.${kind}`, { limit: MAXIMUM_NAME_LENGTH }),
    ]),
  );
