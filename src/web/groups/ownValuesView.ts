import type { Grid } from '../../grid/grid.js';
import { ownValues, type OwnValue } from '../../evaluation/group/judgeGroup.js';
import { shownValue } from '../evaluation/differencesView.js';
import { shortDigest } from '../evaluation/draftBase.js';
import type { Words } from '../language.js';
import type { GroupDesk, GroupMember } from './groupDesk.js';
import { learnerHref } from './learnerHref.js';

/** What views/groups/own.ejs may use: who has a value of their own in one field, and the way to give it up. */
export interface OwnValuesView {
  readonly label: string;
  readonly values: readonly {
    readonly name: string;
    readonly href: string;
    readonly text: string;
    /** Of a level: what its code stands for. */
    readonly label: string;
    readonly long: boolean;
  }[];
  /** The group has no value there yet. */
  readonly quiet: boolean;
  /** What the button « for all » sends; empty where the group has no value to give. */
  readonly same: string;
  readonly sameLabel: string;
}

type Content = GroupDesk['judgement']['content'];

/** Members whose own values the page shows and can change: those who are present and not closed. */
export const judgedMembers = (members: readonly GroupMember[]): readonly GroupMember[] =>
  members.filter(
    ({ evaluation }) => !evaluation?.closing && (evaluation?.content.presence ?? 'present') === 'present',
  );

/** Own values of all members: none where nobody wrote anything yet. */
export const allOwnValues = (desk: GroupDesk, content: Content): readonly OwnValue[] =>
  judgedMembers(desk.members).flatMap(({ evaluation }) =>
    evaluation ? ownValues(content, evaluation, shortDigest) : [],
  );

/** The own values of one field, in the order of the list; undefined where there are none. */
export function ownValuesView(
  own: readonly OwnValue[],
  { group, members, activity }: Pick<GroupDesk, 'group' | 'members' | 'activity'>,
  words: Words,
): OwnValuesView | undefined {
  const [first] = own;
  if (!first) return undefined;
  const { t } = words;
  const what = first.field === 'level' ? 'level' : 'comment';
  // An empty group has nothing to differ from, and nothing to give.
  const kind = first.groups === '' ? 'already' : 'differs';
  return {
    label: t(`groups:own.${kind}.${what}`, { count: own.length }),
    values: members.flatMap(({ learner }) =>
      own
        .filter(({ learnerSub }) => learnerSub === learner.sub)
        .map((one) => ({
          name: learner.name,
          href: learnerHref(learner.sub, group),
          ...shownIn(one, activity.grid, words),
        })),
    ),
    quiet: kind === 'already',
    same: kind === 'differs' ? JSON.stringify(own.map(({ key }) => key)) : '',
    sameLabel: t(`groups:own.same.${what}`),
  };
}

/** A level by its code, which the page's legend explains. */
function shownIn(one: OwnValue, grid: Grid, words: Words) {
  const level = one.field === 'level' && grid.scale.levels.find(({ id }) => id === one.value);
  if (level) return { text: level.code, label: level.label, long: false };
  const { text } = shownValue(one.value, one, grid, words);
  return { text, label: '', long: one.field !== 'level' };
}
