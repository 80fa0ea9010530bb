import { evaluationStatus, type EvaluationStatus } from '../../evaluation/evaluationStatus.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { Words } from '../language.js';
import type { Tone } from './deliveryView.js';

const tones: Record<EvaluationStatus, Tone> = {
  toEvaluate: 'plain',
  draft: 'wait',
  ready: 'ready',
  published: 'done',
  republish: 'wait',
  closed: 'done',
};

/** Where an evaluation stands, as a word and its tone. */
export function statusView(evaluation: EvaluationSummary | undefined, { t }: Words) {
  const status = evaluationStatus(evaluation);
  return { status, label: t(`evaluation:status.${status}`), tone: tones[status] };
}
