import { sameMark, type CountingMark, type LearnerEffect } from '../../evaluation/versionEffect.js';
import type { PublishedEffect } from '../../evaluation/versionEffect.js';
import type { ListedLearner } from '../class/classList.js';
import type { PlatformNames } from '../evaluation/deliveryView.js';
import { formatHundredths, formatMark } from '../formatting.js';
import type { Words } from '../language.js';
import { followsQuietly } from './republishedSubs.js';

interface RowContext {
  readonly names: PlatformNames;
  /** Whether marks wait for the activity's release. */
  readonly held: boolean;
  /** Of the rounding, before and after. */
  readonly steps: { readonly before: number; readonly after: number };
  readonly ticked: boolean;
}

export type EffectRow = ReturnType<typeof effectRow>;

/** What a version would change for one learner, in words. */
export function effectRow(learner: ListedLearner, effect: LearnerEffect, context: RowContext, words: Words) {
  const { draft, published, untouched } = effect;
  return {
    sub: learner.sub,
    name: learner.name,
    untouched,
    todo: todoOf(effect, words),
    notes: notesOf(effect, words),
    draft: marksView(draft.before, draft.after, context, words),
    publication: publicationView(effect, published, context, words),
  };
}

/** What is to be judged, what comes back and what is kept: how many, then which. */
function todoOf({ toJudgeAgain, added, back, removed }: LearnerEffect, { t }: Words) {
  const lists = [
    {
      kind: 'toJudgeAgain',
      urgent: true,
      items: toJudgeAgain.map(({ criterion, level }) => ({
        text: criterion.text,
        note: t('activity:effect.was', { level: level.label }),
      })),
    },
    { kind: 'added', urgent: true, items: added.map(({ text }) => ({ text, note: '' })) },
    { kind: 'back', urgent: false, items: back.map(({ text }) => ({ text, note: '' })) },
    { kind: 'removed', urgent: false, items: removed.map(({ text }) => ({ text, note: '' })) },
  ];
  return lists
    .filter(({ items }) => items.length > 0)
    .map((list) => ({ ...list, label: t(`activity:effect.${list.kind}`, { count: list.items.length }) }));
}

function notesOf({ adjustmentDropped, noLongerReady }: LearnerEffect, { t }: Words): readonly string[] {
  return [
    ...(adjustmentDropped ? [t('activity:effect.adjustmentDropped')] : []),
    ...(noLongerReady ? [t('activity:effect.noLongerReady')] : []),
  ];
}

function publicationView(
  effect: LearnerEffect,
  published: PublishedEffect,
  context: RowContext,
  words: Words,
) {
  const { t } = words;
  const none = { canMove: false, changes: false, ticked: false, marks: undefined, quiet: false, why: '' };
  if (published.kind === 'none') return { ...none, why: t('activity:effect.notPublished') };
  if (published.kind === 'current') return { ...none, why: t('activity:effect.current') };
  if (published.kind === 'stuck') {
    const marks = marksView(published.before, published.before, context, words);
    return { ...none, marks, why: t(`activity:effect.stuck.${published.why}`) };
  }
  const sent = context.held ? 'sentLater' : 'sent';
  const why = t(`activity:effect.${published.sent ? sent : 'notSent'}`, { ...context.names });
  return {
    canMove: true,
    changes: !sameMark(published),
    ticked: context.ticked,
    marks: marksView(published.before, published.after, context, words),
    quiet: followsQuietly(effect),
    why: published.incomplete ? `${t('activity:effect.incomplete')} ${why}` : why,
  };
}

function marksView(
  before: CountingMark | undefined,
  after: CountingMark | undefined,
  { steps }: RowContext,
  words: Words,
) {
  const otherMaximum = before && after && before.maximumHundredths !== after.maximumHundredths;
  const shown = (mark: CountingMark | undefined, step: number) =>
    mark ? markText(mark, step, Boolean(otherMaximum), words) : words.t('activity:effect.noMark');
  return {
    before: shown(before, steps.before),
    after: shown(after, steps.after),
    changes: !sameMark({ ...(before && { before }), ...(after && { after }) }),
    none: !before && !after,
    adjusted: adjustedText(before, after, steps, words),
  };
}

function markText(
  { hundredths, maximumHundredths }: CountingMark,
  step: number,
  withMaximum: boolean,
  { locale }: Words,
): string {
  const mark = formatMark(hundredths, step, locale);
  return withMaximum ? `${mark} / ${formatHundredths(maximumHundredths, locale)}` : mark;
}

/** An adjusted mark stays; what the grid computes beside it may not. */
function adjustedText(
  before: CountingMark | undefined,
  after: CountingMark | undefined,
  steps: RowContext['steps'],
  { t, locale }: Words,
): string {
  if (after?.computedHundredths === undefined) return '';
  const computed = formatMark(after.computedHundredths, steps.after, locale);
  if (before?.computedHundredths === undefined || before.computedHundredths === after.computedHundredths)
    return t('activity:effect.adjusted', { computed });
  const earlier = formatMark(before.computedHundredths, steps.before, locale);
  return t('activity:effect.adjustedChanged', { before: earlier, computed });
}
