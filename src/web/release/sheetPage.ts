import { countingHundredths } from '../../evaluation/adjustment.js';
import { isIntact } from '../../evaluation/closing.js';
import type { Closing, CriterionEntry } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { contentMark } from '../../evaluation/publish.js';
import type { Framework } from '../../framework/framework.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import { gridEvidence } from '../evidence/gridEvidence.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { actorName } from '../evaluation/people.js';
import { formatDate, formatHundredths, formatMark, formatTime } from '../formatting.js';
import { learnerHref } from '../groups/learnerHref.js';
import { groupQuery } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { observationsView } from '../observation/observationsView.js';
import { REFUSALS } from './eachDecision.js';
import { sha256 } from './sha256.js';

interface SheetView {
  readonly done: unknown;
  /** For the jury: with the mark that the evaluators propose. */
  readonly withMark: boolean;
  readonly now: Date;
  readonly framework: Framework;
}

/** Everything views/release/sheet.ejs may use: one closed evaluation, to be read, signed and printed. */
export function sheetPage(desk: LearnerDesk, { done, withMark, now, framework }: SheetView, words: Words) {
  const { t } = words;
  const { session, activity, learner, group, evaluation, actor, place } = desk;
  const { closing, content } = evaluation;
  const grid = gridOf(activity, evaluation);
  const intact = isIntact(evaluation, activity, sha256);
  return {
    title: learner.name,
    documentTitle: t('release:sheet.title', { name: learner.name }),
    activityTitle: session.resourceLink?.title ?? activity.title,
    gridTitle: grid.title,
    course: session.context.title ?? '',
    school: session.platform.name ?? '',
    path: encodeURIComponent(learner.sub),
    within: groupQuery(group),
    previous: place?.previous && {
      href: learnerHref(place.previous.sub, group),
      name: place.previous.name,
    },
    next: place?.next && { href: learnerHref(place.next.sub, group), name: place.next.name },
    notice: noticeOf(done, words),
    absence: content.presence === 'present' ? '' : t(`release:sheet.${content.presence}`),
    levels: grid.scale.levels,
    groups: groupsOf(grid, content.entries, framework),
    comment: content.comment,
    observations: observationsView(desk, now, words),
    mark: withMark ? proposedMark(desk, grid, words) : '',
    withMark,
    intact,
    integrity: t(intact ? 'release:integrity.intact' : 'release:integrity.changed'),
    integrityDetail: t(intact ? 'release:integrity.intactDetail' : 'release:integrity.changedDetail'),
    checkedAt: t('release:integrity.checkedAt', {
      date: formatDate(now, words.locale),
      time: formatTime(now, words.locale),
    }),
    // Eight by eight, as people compare them.
    hash: closing?.hash.match(/.{1,8}/g) ?? [],
    evidence: gridEvidence(desk, words),
    evaluators: closing ? evaluatorsOf(closing, words) : [],
    coSigned: closing?.coSigned !== undefined,
    canCoSign: intact && closing !== undefined && !closing.coSigned && closing.by.sub !== actor.sub,
  };
}

function noticeOf(done: unknown, { t }: Words) {
  if (done === 'coSigned') return { tone: 'done', text: t('release:sheet.nowCoSigned') };
  const refusal = REFUSALS.find((one) => one === done);
  return refusal && { tone: 'problem', text: t(`release:why.${refusal}`) };
}

/** Who signs: who closed, and the second evaluator, by name once they have signed. */
function evaluatorsOf({ at, by, coSigned }: Closing, words: Words) {
  const { t, locale } = words;
  const signature = (who: Closing['by'], when: Date, what: 'closedOn' | 'coSignedOn') => ({
    name: actorName(who, words),
    text: t(`release:sheet.${what}`, { date: formatDate(when, locale), time: formatTime(when, locale) }),
  });
  return [
    { role: t('release:sheet.first'), ...signature(by, at, 'closedOn') },
    {
      role: t('release:sheet.second'),
      ...(coSigned
        ? signature(coSigned.by, coSigned.at, 'coSignedOn')
        : { name: '', text: t('release:sheet.toSign') }),
    },
  ];
}

/** Consecutive criteria of one competency stand under its official title. */
function groupsOf(grid: Grid, entries: Readonly<Record<string, CriterionEntry>>, framework: Framework) {
  const titles = new Map(competencies(framework).map(({ code, title }) => [code, title]));
  const groups: { code: string; title: string; lines: ReturnType<typeof lineOf>[] }[] = [];
  for (const criterion of grid.criteria) {
    const code = criterion.competencyCodes[0] ?? '';
    if (groups.at(-1)?.code !== code) groups.push({ code, title: titles.get(code) ?? '', lines: [] });
    groups.at(-1)?.lines.push(lineOf(criterion, grid, entries[criterion.id] ?? {}));
  }
  return groups;
}

function lineOf({ text, criterionCode }: GridCriterion, { scale }: Grid, entry: CriterionEntry) {
  const chosen = entry.notJudged ? undefined : entry.levelId;
  return {
    text,
    code: criterionCode ?? '',
    cells: scale.levels.map(({ id, label, code }) => ({ label, code, chosen: id === chosen })),
    judged: scale.levels.some(({ id }) => id === chosen),
    comment: entry.comment ?? '',
  };
}

/** Provisional: the jury fixes it. Empty for learners who get none. */
function proposedMark({ evaluation }: LearnerDesk, grid: Grid, { t, locale }: Words): string {
  const { content } = evaluation;
  const mark = contentMark({ grid }, content);
  if (!mark) return '';
  const { stepHundredths } = grid.rounding;
  const value = formatMark(countingHundredths(mark, content), stepHundredths, locale);
  return t('release:sheet.proposed', {
    mark: value,
    maximum: formatHundredths(grid.maximumHundredths, locale),
  });
}
