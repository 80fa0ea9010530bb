import { fieldKey } from '../../evaluation/contentConflict.js';
import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import type { OwnValue } from '../../evaluation/group/judgeGroup.js';
import { sends } from '../../evaluation/publish.js';
import { deskView } from '../desk/deskView.js';
import { criteriaView } from '../evaluation/criteriaView.js';
import { draftBase } from '../evaluation/draftBase.js';
import { problemTexts, type FieldProblem } from '../evaluation/fieldProblem.js';
import { markView } from '../evaluation/markView.js';
import { actorName } from '../evaluation/people.js';
import { shortcutsOf } from '../evaluation/shortcuts.js';
import { statusView } from '../evaluation/statusView.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import type { GroupDesk, GroupMember } from './groupDesk.js';
import { learnerHref } from './learnerHref.js';
import { groupQuery } from './listedGroups.js';
import { allOwnValues, judgedMembers, ownValuesView } from './ownValuesView.js';

/** What stands in the form: the group's judgement, or what was typed and could not be kept. */
export interface ShownSheet {
  readonly content: GroupDesk['judgement']['content'];
  readonly base: string;
  readonly problems: readonly FieldProblem[];
}

export interface SheetNotice {
  readonly tone: 'done' | 'problem';
  readonly text: string;
  /** What « Annuler » sends; empty where there is nothing to take back. */
  readonly undo: string;
}

interface SheetView {
  readonly desk: GroupDesk;
  readonly shown: ShownSheet;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly notice?: SheetNotice;
}

export const sheetOf = ({ judgement }: GroupDesk): ShownSheet => ({
  content: judgement.content,
  base: draftBase(judgement),
  problems: [],
});

/** Everything views/groups/evaluate.ejs may use: one grid for all members of a group. */
export function groupSheetPage(view: SheetView, words: Words) {
  const { t } = words;
  const { desk, shown, titles, notice } = view;
  const { session, activity, group, judgement, settings } = desk;
  const { grid } = activity;
  const problems = problemTexts(shown.problems, grid, words);
  return {
    ...groupPieces(view, words),
    title: group.name,
    size: t('groups:sheet.size', { count: desk.members.length }),
    activityTitle: session.resourceLink?.title ?? activity.title,
    path: encodeURIComponent(group.id),
    within: groupQuery(group),
    draftKey: `${activity.id} ${session.user.sub} group ${group.id}`,
    desk: deskView(settings, { back: 'class', groupId: group.id }, words),
    notice: problems.size > 0 ? problemNotice(problems, words) : notice,
    nobody: judgedMembers(desk.members).length === 0 ? t('groups:sheet.nobody') : '',
    revision: judgement.revision,
    base: shown.base,
    gridVersion: activity.gridVersionId,
    levels: grid.scale.levels,
    columns: grid.scale.levels.length + 1,
    groups: criteriaView({ grid, content: shown.content, titles, problems }, words).map((one) => ({
      ...one,
      // A teacher's own sentences are about one learner.
      criteria: one.criteria.map((criterion) => ({ ...criterion, showPhrases: '' })),
    })),
    comment: shown.content.comment,
    commentHelp: t(sends(activity) ? 'evaluation:generalCommentHelp' : 'evaluation:generalCommentHelpPlain'),
    commentProblem: problems.get('generalComment') ?? '',
    shortcuts: shortcutsOf(grid.scale.levels, words),
  };
}

const problemNotice = (problems: ReadonlyMap<string, string>, { t }: Words): SheetNotice => ({
  tone: 'problem',
  text: t('evaluation:problemNotice', { count: problems.size }),
  undo: '',
});

/** What changes with each save: the members, their own values, the mark, the moment. */
export function groupPieces({ desk, shown, now }: Pick<SheetView, 'desk' | 'shown' | 'now'>, words: Words) {
  const { activity } = desk;
  const own = allOwnValues(desk, shown.content);
  const ownIn = (key: string) =>
    ownValuesView(
      own.filter((one) => fieldKey(one) === key),
      desk,
      words,
    );
  return {
    members: desk.members.map((member) => memberView(member, own, desk, words)),
    own: activity.grid.criteria.map(({ id }) => [ownIn(`level.${id}`), ownIn(`comment.${id}`)]),
    ownComment: [ownIn('generalComment')],
    mark: markView(activity.grid, shown.content, words),
    state: stateText(desk, now, words),
  };
}

/** « 2 différences », and where each stands; absent ones are told to be left as they are. */
function memberView(
  { learner, evaluation }: GroupMember,
  own: readonly OwnValue[],
  { group }: GroupDesk,
  words: Words,
) {
  const { t } = words;
  const { label, tone } = statusView(evaluation, words);
  const presence = evaluation?.content.presence ?? 'present';
  const differs = own.filter(({ learnerSub, groups }) => learnerSub === learner.sub && groups !== '').length;
  const aside = evaluationStatus(evaluation) === 'closed' ? 'closed' : presence;
  return {
    name: learner.name,
    href: learnerHref(learner.sub, group),
    state: { label, tone },
    note:
      aside !== 'present'
        ? t(`groups:sheet.aside.${aside}`)
        : differs > 0
          ? t('groups:sheet.differs', { count: differs })
          : '',
  };
}

function stateText({ judgement, actor }: GroupDesk, now: Date, words: Words): string {
  const { t, locale } = words;
  const { revision, updatedAt, updatedBy } = judgement;
  if (revision === 0) return '';
  const when = formatMoment(updatedAt, now, locale);
  return updatedBy.sub === actor.sub
    ? t('evaluation:saved', { when })
    : t('evaluation:savedBy', { when, who: actorName(updatedBy, words) });
}
