import { gridOf } from '../../evaluation/gridOf.js';
import type { SelfAssessment, SelfContent } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { Grid } from '../../grid/grid.js';
import { criteriaView } from '../evaluation/criteriaView.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import type { SelfDesk } from './selfDesk.js';
import type { SelfProblem } from './selfForm.js';

interface SelfView {
  readonly desk: SelfDesk;
  /** What was typed and could not be kept, in the place of what is stored. */
  readonly typed?: { readonly content: SelfContent; readonly problems: readonly SelfProblem[] };
  readonly notice?: { readonly tone: 'done' | 'problem'; readonly text: string };
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Everything views/selfAssessment/edit.ejs may use: to fill in, or to read where nothing changes any more. */
export function selfPage({ desk, typed, notice, titles, now }: SelfView, words: Words) {
  const { t } = words;
  const { activity, selfAssessment, session, standing, resultWaits } = desk;
  // What was typed is on the version that counts; what is stored may be read on its own.
  const grid = typed ? activity.grid : gridOf(activity, selfAssessment);
  const content = typed?.content ?? selfAssessment.content;
  const problems = new Map(typed?.problems.map((one) => [one.name, problemText(one, words)]));
  const editable = standing === 'toPlace';
  return {
    title: t(editable ? 'selfAssessment:title' : 'selfAssessment:reading.title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    editable,
    notice,
    lead: editable ? [t('selfAssessment:lead'), freezing(resultWaits, words)] : [sentText(desk, now, words)],
    draftKey: `self ${activity.id} ${selfAssessment.learnerSub}`,
    revision: selfAssessment.revision,
    gridVersion: activity.gridVersionId,
    levels: grid.scale.levels,
    columns: grid.scale.levels.length,
    groups: criteriaView({ grid, content, titles, problems }, words),
    reflection: { text: content.comment, problem: problems.get('generalComment') ?? '' },
    progress: progressText(content, grid, words),
    saved: savedText(selfAssessment, now, words),
    send: t(resultWaits ? 'selfAssessment:sendAndSee' : 'selfAssessment:send'),
  };
}

const freezing = (resultWaits: boolean, { t }: Words): string =>
  t(resultWaits ? 'selfAssessment:waits' : 'selfAssessment:freezes');

function sentText({ selfAssessment }: SelfDesk, now: Date, { t, locale }: Words): string {
  const { submittedAt } = selfAssessment;
  return submittedAt
    ? t('selfAssessment:reading.sent', { when: formatMoment(submittedAt, now, locale) })
    : t('selfAssessment:reading.notSent');
}

/** How many criteria have a level: « 4 / 12 attendus ». */
export function placedCount({ entries }: SelfContent, { criteria }: Grid) {
  const done = criteria.filter(({ id }) => entries[id]?.levelId !== undefined).length;
  return { done, total: criteria.length };
}

export const progressText = (content: SelfContent, grid: Grid, { t }: Words): string =>
  t('selfAssessment:progress', placedCount(content, grid));

export const savedText = (
  { revision, updatedAt }: SelfAssessment,
  now: Date,
  { t, locale }: Words,
): string =>
  revision === 0 ? '' : t('selfAssessment:saved', { when: formatMoment(updatedAt, now, locale) });

export const problemText = ({ limit, over }: SelfProblem, { t, locale }: Words): string =>
  t('selfAssessment:tooLong', { limit: formatHundredths(limit * 100, locale), count: over });
