import type { Activity } from '../../evaluation/activity.js';
import type { Publication } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import type { Framework } from '../../framework/framework.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Level } from '../../grid/scale.js';
import { criterionGroups } from '../criterionGroups.js';
import type { mineView } from '../evidence/mineView.js';
import type { Words } from '../language.js';
import { learnerMark } from './learnerMark.js';

interface LearnerView {
  readonly framework: Framework;
  readonly activity: Activity;
  readonly title: string;
  readonly publication: Publication | undefined;
  readonly reader: Reader;
  /** Absent for those who see none. */
  readonly evidence?: ReturnType<typeof mineView>;
}

/** The learner, a mentor who reads them, or someone who sees no evaluation. */
export type Reader = { readonly kind: 'self' | 'guest' } | { readonly kind: 'mentor'; readonly of: string };

/** Below this share of a criterion, it is named among what to work on next. */
const TO_WORK_ON_PERCENT = 50;

/** Everything views/learner/show.ejs may use, and nothing else. */
export function learnerPage(view: LearnerView, words: Words) {
  const { t } = words;
  const { framework, activity, title, publication, reader } = view;
  const grid = publication ? gridOf(activity, publication) : activity.grid;
  const { criteria, scale } = grid;
  const lines = criteria.map((criterion) => lineOf(criterion, grid, publication));
  const judged = lines.filter(({ level }) => level !== undefined);
  return {
    title,
    learner: reader.kind === 'mentor' ? reader.of : '',
    heading: t(`learner:heading.${reader.kind}.${publication ? 'published' : 'expected'}`),
    lead: publication
      ? t('learner:publishedOn', { date: formatDay(publication.at, words) })
      : t(`learner:notYet.${reader.kind}`),
    count: t('learner:count', { count: criteria.length }),
    published: publication !== undefined,
    absence: absenceOf(publication, words),
    levels: scale.levels,
    groups: groupsOf(framework, grid, lines),
    toWorkOn: judged
      .filter(({ level }) => (level?.sharePercent ?? 100) < TO_WORK_ON_PERCENT)
      .map(({ text }) => text),
    overview: judged.length === 0 ? [] : overviewOf(scale.levels, judged),
    mark: publication && learnerMark(publication, grid, words),
    comment: publication?.content.comment ?? '',
    evidence: view.evidence,
  };
}

function lineOf(criterion: GridCriterion, grid: Grid, publication: Publication | undefined) {
  const entry = publication?.content.entries[criterion.id];
  const level = grid.scale.levels.find(({ id }) => id === entry?.levelId);
  return {
    text: criterion.text,
    level,
    levels: grid.scale.levels.map((one) => ({ ...one, chosen: one === level })),
    comment: entry?.comment ?? '',
  };
}

type Line = ReturnType<typeof lineOf>;

/** Under the titles of sections, or of competencies. */
function groupsOf(framework: Framework, grid: Grid, lines: readonly Line[]) {
  const titles = new Map(competencies(framework).map(({ code, title }) => [code, title]));
  return criterionGroups(grid, titles).map(({ code, title, criteria }) => ({
    heading: `${code} ${title}`.trim(),
    lines: criteria.flatMap(({ index }) => lines[index] ?? []),
  }));
}

/** How many criteria reached each level, the best first. */
function overviewOf(levels: readonly Level[], judged: readonly Line[]) {
  return levels
    .map((level) => ({ ...level, count: judged.filter((line) => line.level?.id === level.id).length }))
    .filter(({ count }) => count > 0)
    .toReversed();
}

function absenceOf(publication: Publication | undefined, { t }: Words): string {
  const presence = publication?.content.presence;
  return presence === 'absent' || presence === 'excused' ? t(`learner:${presence}`) : '';
}

function formatDay(date: Date, { locale }: Words): string {
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(date);
}
