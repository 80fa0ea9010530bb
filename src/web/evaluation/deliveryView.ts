import { sends } from '../../evaluation/publish.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Delivery } from '../../evaluation/delivery.js';
import { deliveryStatus, needsTeacher, type DeliveryStatus } from '../../evaluation/deliveryStatus.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

export type Tone = 'done' | 'ready' | 'wait' | 'problem' | 'plain';

/** What became of a published mark, in words. */
export interface DeliveryView {
  readonly label: string;
  readonly tone: Tone;
  /** Whole sentences: what happened, what is safe, what to do. Empty when the label says it all. */
  readonly detail: string;
  readonly canResend: boolean;
  /** Sent within seconds: a page looks again by itself. */
  readonly underWay: boolean;
  readonly needsTeacher: boolean;
}

/** The platform's name inside a sentence and at its start. */
export interface PlatformNames {
  readonly platform: string;
  readonly Platform: string;
}

/** Teachers know Moodle by its name; the others are « la plateforme ». */
export function platformNames(family: string | undefined, { t }: Words): PlatformNames {
  const name = family === 'moodle' ? 'moodle' : 'other';
  return { platform: t(`gradebook:platform.${name}`), Platform: t(`gradebook:platformFirst.${name}`) };
}

export interface DeliveryContext {
  readonly activity: Activity;
  readonly names: PlatformNames;
  readonly now: Date;
}

export function deliveryView(
  evaluation: Pick<EvaluationSummary, 'delivery' | 'publication'>,
  context: DeliveryContext,
  words: Words,
): DeliveryView {
  const { t } = words;
  const { delivery, publication } = evaluation;
  const status = deliveryStatus(delivery);
  if (status === 'none') return neverSent(publication?.mark !== undefined, context, words);
  return {
    label: labelOf(status, context.names, t),
    tone: tones[status],
    detail: detailOf(status, delivery, context, words),
    // While it retries by itself too: once a column is unlocked, a teacher need not wait half an hour.
    canResend: (needsTeacher(status) || status === 'retrying') && canResend(delivery, context.activity),
    underWay: status === 'waiting' || status === 'takingBack',
    needsTeacher: needsTeacher(status),
  };
}

/** Most lines of a class are in order and name no platform: their words are looked up, which costs nothing. */
const labelOf = (status: DeliveryStatus, names: PlatformNames, t: Words['t']): string =>
  needsTeacher(status) ? t(`gradebook:state.${status}`, { ...names }) : t(`gradebook:state.${status}`);

/** A certificative activity sends no mark, and goes on taking one back. */
const canResend = (delivery: Delivery | undefined, activity: Activity): boolean =>
  sends(activity) || (delivery?.score.kind === 'withdrawal' && activity.gradeService !== undefined);

const tones: Record<DeliveryStatus, Tone> = {
  none: 'plain',
  held: 'ready',
  waiting: 'wait',
  retrying: 'wait',
  sent: 'done',
  refused: 'problem',
  drifted: 'problem',
  missing: 'problem',
  takingBack: 'wait',
  takenBack: 'plain',
};

/** A published mark that never left: the grid keeps it, or the link had no gradebook when it was published. */
function neverSent(marked: boolean, { activity, names }: DeliveryContext, { t }: Words): DeliveryView {
  const plain = { tone: 'plain' as const, canResend: false, underWay: false, needsTeacher: false };
  if (activity.grid.purpose === 'certificative') {
    return { ...plain, label: t('gradebook:state.kept'), detail: t('gradebook:why.certificative') };
  }
  if (!marked) return { ...plain, label: '', detail: '' };
  const label = t('gradebook:state.none');
  if (sends(activity)) return { ...plain, label, detail: t('gradebook:why.notYet'), canResend: true };
  return { ...plain, label, detail: t('gradebook:why.noGradebook', { ...names }) };
}

function detailOf(
  status: DeliveryStatus,
  delivery: Delivery | undefined,
  { names, now }: DeliveryContext,
  { t, locale }: Words,
): string {
  if (status === 'drifted' && delivery) return driftOf(delivery, names, { t, locale });
  if (status === 'held' && delivery) {
    return t('gradebook:why.held', { when: formatMoment(delivery.dueAt, now, locale) });
  }
  if (status === 'missing') return t('gradebook:why.missing', { ...names });
  if (!delivery?.failure || (status !== 'retrying' && status !== 'refused')) return '';
  const cause = t(`gradebook:cause.${delivery.failure.reason}`, { ...names });
  const what = delivery.score.kind === 'mark' ? 'mark' : 'withdrawal';
  const when = formatMoment(delivery.dueAt, now, locale);
  return `${cause} ${t(`gradebook:next.${status}.${what}`, { when })}`;
}

function driftOf({ score, readBack }: Delivery, names: PlatformNames, { t, locale }: Words): string {
  const shown = formatHundredths(readBack?.hundredths ?? 0, locale);
  if (score.kind === 'withdrawal') return t('gradebook:why.stillThere', { ...names, shown });
  return t('gradebook:why.drifted', { ...names, shown, ours: formatHundredths(score.hundredths, locale) });
}
