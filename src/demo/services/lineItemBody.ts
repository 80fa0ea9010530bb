import { parameterText } from '../launch/customParameters.js';
import { fiveDecimals } from '../site/grades.js';
import type { SubmissionReview } from '../site/state.js';
import { GatewayFailure, ServiceRefusal } from './answer.js';

/** A line item that a tool sent, checked as far as Moodle checks it. */
export interface SentLineItem {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly scoreMaximum: number;
  readonly resourceLinkId?: string;
  readonly resourceId: string;
  readonly tag: string;
  readonly submissionReview?: SubmissionReview;
}

/** Width of Moodle's columns for names, resource ids' prefix index and tags. */
export const LONGEST_LABEL = 255;

const numeric = (value: unknown) =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value));

export function sentLineItem(body: string): SentLineItem {
  const raw = objectOf(body);
  const label = textOf(raw['label']);
  if (label === '' || raw['scoreMaximum'] === undefined) {
    throw new ServiceRefusal(400, 'No label or Score Maximum');
  }
  if (!numeric(raw['scoreMaximum'])) throw new ServiceRefusal(400, 'Bad Request');
  if ([...label].length > LONGEST_LABEL) throw new GatewayFailure('label');
  return {
    raw,
    label,
    scoreMaximum: fiveDecimals(Number(raw['scoreMaximum'])),
    resourceId: textOf(raw['resourceId']),
    tag: textOf(raw['tag']),
    ...(raw['resourceLinkId'] !== undefined && { resourceLinkId: textOf(raw['resourceLinkId']) }),
    ...reviewOf(raw['submissionReview']),
  };
}

function objectOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Moodle tells broken JSON and a missing label alike.
  }
  throw new ServiceRefusal(400, 'No label or Score Maximum');
}

/** Without an address of its own, the review is not kept. */
function reviewOf(sent: unknown): { submissionReview?: SubmissionReview } {
  const { url, custom } = (sent ?? {}) as { url?: unknown; custom?: Record<string, unknown> };
  if (typeof url !== 'string' || url === '') return {};
  return { submissionReview: { url, custom: parameterText(custom ?? {}) } };
}
