import type { Activity } from '../../evaluation/activity.js';
import { isIntact } from '../../evaluation/closing.js';
import { deliveryStatus, type DeliveryStatus } from '../../evaluation/deliveryStatus.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { evaluationStatus, type EvaluationStatus } from '../../evaluation/evaluationStatus.js';
import { marksOut } from '../../evaluation/purpose.js';
import type { PlatformNames } from '../evaluation/deliveryView.js';
import type { Words } from '../language.js';
import { pickValue, type EachAction } from './eachForm.js';
import { heldText } from './heldText.js';
import { sha256 } from './sha256.js';

export interface ReleaseContext {
  readonly activity: Activity;
  /** All of the activity. */
  readonly evaluations: readonly EvaluationSummary[];
  /** Of the learners whom the page shows: of the whole class, or of a group. */
  readonly shown: readonly EvaluationSummary[];
  /** The teacher who looks. */
  readonly sub: string;
  readonly names: PlatformNames;
  readonly now: Date;
}

/** One button that acts on several evaluations at once, each as the teacher sees it. */
interface EachButton {
  readonly action: EachAction;
  readonly label: string;
  readonly picks: readonly string[];
}

/** What the class page says and offers about publishing, holding and closing; see views/release/class.ejs. */
export function classRelease(context: ReleaseContext, words: Words) {
  const { activity, evaluations, shown, names, now } = context;
  const { t } = words;
  const certificative = activity.grid.purpose === 'certificative';
  const button = (action: EachAction, chosen: readonly EvaluationSummary[]): readonly EachButton[] => {
    const label = t(`release:all.${action}`, { count: chosen.length });
    const picks = chosen.map(pickValue);
    return picks.length === 0 ? [] : [{ action, label, picks }];
  };
  const having = (...statuses: readonly EvaluationStatus[]) =>
    shown.filter((evaluation) => statuses.includes(evaluationStatus(evaluation)));
  const toCoSign = shown.filter((one) => canCoSign(one, context));
  const out = marksOut(evaluations);
  const stray = certificative ? out.sent.length + out.pending.length : 0;
  return {
    held: heldText(activity, now, words),
    sending: certificative ? '' : sendingText(evaluations, names, words),
    stray: stray > 0 ? { count: stray, text: t('release:stray', { count: stray, ...names }) } : undefined,
    buttons: [
      ...button('publish', having('ready')),
      ...(certificative ? button('close', having('draft', 'ready', 'published', 'republish')) : []),
      ...button('coSign', toCoSign),
    ],
    selection: [
      'publish' as const,
      ...(certificative ? ['close' as const] : []),
      ...(toCoSign.length > 0 ? ['coSign' as const] : []),
    ].map((action) => ({ action, label: t(`release:selection.${action}`) })),
  };
}

/** What one line of the class page offers: to be ticked, to be published by itself; and how it was closed. */
export function rowRelease(evaluation: EvaluationSummary | undefined, context: ReleaseContext, { t }: Words) {
  if (!evaluation) return { pick: '', publishes: false, closing: undefined };
  const status = evaluationStatus(evaluation);
  const certificative = context.activity.grid.purpose === 'certificative';
  const isPicked =
    ['draft', 'ready', 'republish'].includes(status) ||
    (status === 'published' && certificative) ||
    canCoSign(evaluation, context);
  return {
    pick: isPicked ? pickValue(evaluation) : '',
    publishes: status === 'ready',
    closing: closingText(evaluation, context, t),
  };
}

/** Closed by someone else, and not signed yet. */
function canCoSign({ closing }: EvaluationSummary, { sub }: ReleaseContext): boolean {
  return closing !== undefined && !closing.coSigned && closing.by.sub !== sub;
}

function closingText(evaluation: EvaluationSummary, { activity }: ReleaseContext, t: Words['t']) {
  const { closing } = evaluation;
  if (!closing) return undefined;
  if (!isIntact({ ...evaluation, history: [] }, activity, sha256)) {
    return { tone: 'problem', text: t('release:integrity.changed') };
  }
  return closing.coSigned
    ? { tone: 'done', text: t('release:row.coSigned') }
    : { tone: 'wait', text: t('release:row.toCoSign') };
}

/** Marks on their way, in a sentence that can be left alone: nobody has to wait for them. */
function sendingText(evaluations: readonly EvaluationSummary[], names: PlatformNames, { t }: Words): string {
  const marks = evaluations.filter(({ delivery }) => delivery?.score.kind !== 'withdrawal');
  const having = (...statuses: readonly DeliveryStatus[]) =>
    marks.filter(({ delivery }) => statuses.includes(deliveryStatus(delivery))).length;
  const waiting = having('waiting', 'retrying');
  if (waiting === 0) return '';
  const sent = having('sent');
  return [
    t('release:sending.waiting', { count: waiting, ...names }),
    ...(sent > 0 ? [t('release:sending.sent', { count: sent })] : []),
    t('release:sending.leave'),
  ].join(' ');
}
