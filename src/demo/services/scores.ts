import { courseOf, enrolmentOf, type Lms } from '../lms.js';
import { gradedAt, gradeIn, keepToolGrade } from '../site/grades.js';
import type { LineItem } from '../site/state.js';
import { MEDIA_TYPES, SCOPES } from '../vocabulary.js';
import { GatewayFailure, type Answer } from './answer.js';
import { callingTool, type Call } from './call.js';
import { knownLineItem } from './lineItems.js';
import { timestampSeconds } from './scoreTimestamp.js';

type ScoreOutcome = { kind: 'kept' } | { kind: 'refused'; status: 400 | 409 | 500; reason: string };

interface Score {
  readonly userId: string;
  readonly gradingProgress: unknown;
  readonly scoreGiven: number | null;
  readonly scoreMaximum: number;
  readonly comment: string | null;
  /** Unix seconds. */
  readonly at: number;
}

/** POST `…/lineitem/scores` (AGS §3.4). */
export function receiveScore(call: Call): Answer {
  const tool = callingTool(call, [SCOPES.score]);
  const item = knownLineItem(call, tool.id);
  const outcome = keepScore(call.lms, item, call.body);
  const contentType = `${MEDIA_TYPES.score}; charset=utf-8`;
  if (outcome.kind === 'kept') return { status: 200, contentType, body: '' };
  const { status, reason } = outcome;
  // PHP drops a status line that holds a line break, so this refusal looks like a success.
  if (reason.includes('\n')) return { status: 200, contentType, body: '[]' };
  // nginx's buffer for headers holds no longer reason.
  if (Buffer.byteLength(reason) > 3500) throw new GatewayFailure('reason');
  return { status, reason, contentType, body: '[]' };
}

/** Everything that Moodle 4.5.6 was seen to do with a score. */
function keepScore(lms: Lms, item: LineItem, body: string): ScoreOutcome {
  const score = parseScore(lms, body);
  if (!score || !gradable(lms, item, score.userId)) {
    return { kind: 'refused', status: 400, reason: `Incorrect score received${body}` };
  }
  const held = gradeIn(lms.state, item.id, score.userId);
  const last = held && gradedAt(held);
  if (last && last >= score.at) {
    const reason = `Refusing score with an earlier timestamp for item ${item.id} and user ${score.userId}`;
    return { kind: 'refused', status: 409, reason };
  }
  const { comment: feedback, at } = score;
  const locked = lms.state.faults.has('locked');
  const kept =
    !locked && keepToolGrade(lms, item, score.userId, { value: valueOf(score, item), feedback, at });
  return kept ? { kind: 'kept' } : { kind: 'refused', status: 500, reason: 'Internal Server Error' };
}

/** Whatever is not fully graded erases the grade. A maximum of 0 is taken for the column's own. */
function valueOf({ gradingProgress, scoreGiven, scoreMaximum }: Score, item: LineItem): number | null {
  if (gradingProgress !== 'FullyGraded' || scoreGiven === null) return null;
  if (scoreMaximum === 0 || scoreMaximum === item.scoreMaximum) return scoreGiven;
  return (scoreGiven * item.scoreMaximum) / scoreMaximum;
}

const isSet = (value: unknown) => value !== undefined && value !== null;

const isNumeric = (value: unknown) =>
  typeof value === 'number' ||
  (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)));

function parseScore({ state }: Lms, body: string): Score | undefined {
  const sent = objectOf(body);
  const { userId, timestamp, activityProgress, gradingProgress, scoreGiven, scoreMaximum, comment } = sent;
  if (![userId, timestamp, activityProgress, gradingProgress].every(isSet)) return undefined;
  const at = timestampSeconds(timestamp, state.site.timeZone);
  if (at === undefined) return undefined;
  if (isSet(scoreGiven) && (!isNumeric(scoreGiven) || !isSet(scoreMaximum))) return undefined;
  if (isSet(scoreMaximum) && !isNumeric(scoreMaximum)) return undefined;
  return {
    userId: String(userId),
    gradingProgress,
    scoreGiven: isSet(scoreGiven) ? Number(scoreGiven) : null,
    scoreMaximum: isSet(scoreMaximum) ? Number(scoreMaximum) : 1,
    comment: typeof comment === 'string' && comment !== '' ? comment : null,
    at,
  };
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Learners of the course, suspended ones too. */
function gradable({ state }: Lms, item: LineItem, userId: string): boolean {
  if (!/^-?\d+$/.test(userId)) throw new GatewayFailure('userId is no number');
  return enrolmentOf(courseOf(state, item.courseId), userId)?.role === 'learner';
}
