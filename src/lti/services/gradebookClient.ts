import { z } from 'zod';
import type {
  Column,
  Failure,
  Gradebook,
  ReadOutcome,
  Score,
  SendOutcome,
} from '../../gradebook/gradebook.js';
import { answerFailure } from './answerFailure.js';
import { ColumnFinder } from './columnFinder.js';
import { jsonBody } from './jsonBody.js';
import { LineItems } from './lineItems.js';
import type { HttpAnswer } from './platformHttp.js';
import { readPages } from './readPages.js';
import { scoreMessage } from './scoreMessage.js';
import { resultUrl, scoresUrl } from './scoresUrl.js';
import type { ServiceCalls } from './serviceCalls.js';
import { MEDIA_TYPE, RESULT_SCOPE } from './serviceVocabulary.js';

const result = z.object({
  userId: z.union([z.string(), z.number()]).transform(String),
  /** Moodle lists ungraded learners without it. */
  resultScore: z.number().nullish(),
  /** 1 where it is absent (AGS 2.0 §3.3.4). */
  resultMaximum: z.number().nullish(),
});

type Result = z.infer<typeof result>;

/** Assignment and Grade Services 2.0: line items, scores and results. */
export function createGradebook(ports: { calls: ServiceCalls; now: () => Date }): Gradebook {
  const { calls, now } = ports;
  const columns = new ColumnFinder(new LineItems(calls, now), now);

  async function send(column: Column, score: Score): Promise<SendOutcome> {
    const outcome = await calls.call(column.registrationId, column.scopes, {
      method: 'POST',
      url: scoresUrl(column.lineItemUrl),
      headers: { 'content-type': MEDIA_TYPE.score },
      body: scoreMessage(score),
    });
    if (outcome.kind === 'failed') return outcome;
    const failure = scoreFailure(outcome.answer, now());
    if (failure?.reason !== 'columnGone') return failure ?? { kind: 'accepted' };
    columns.lose(column);
    return { ...failure, temporary: true };
  }

  async function read(column: Column, learnerSub: string): Promise<ReadOutcome> {
    if (!column.scopes.includes(RESULT_SCOPE)) return notReadable;
    const pages = await readPages<Result>(resultUrl(column.lineItemUrl, learnerSub), {
      call: (page) =>
        calls.call(column.registrationId, column.scopes, {
          ...page,
          headers: { accept: MEDIA_TYPE.results },
        }),
      items: (body) => z.array(result).safeParse(body).data,
      now,
    });
    if (pages.kind === 'failed') return pages;
    if (pages.kind === 'invalid') return unreadable;
    const score = pages.items.find(({ userId }) => userId === learnerSub);
    if (typeof score?.resultScore !== 'number') return { kind: 'read' };
    return { kind: 'read', result: { score: score.resultScore, maximum: score.resultMaximum ?? 1 } };
  }

  return { column: (activity) => columns.find(activity), send, read };
}

const notReadable: Failure = { kind: 'failed', reason: 'unauthorized', temporary: false };
const unreadable: Failure = { kind: 'failed', reason: 'serverError', temporary: true };

function scoreFailure(answer: HttpAnswer, now: Date): Failure | undefined {
  const { status, text } = answer;
  if (status === 400 || status === 422) return invalidScore(answer);
  const failure = answerFailure(answer, now);
  if (failure || text.trim() === '') return failure;

  // Canvas answers a `resultUrl`, Open edX the score itself; Moodle answers 200 with `[]` to what it refuses.
  const body = jsonBody(text);
  if (body === undefined) return { kind: 'failed', reason: 'serverError', temporary: true, status };
  return isAcknowledgement(body)
    ? undefined
    : { kind: 'failed', reason: 'refused', temporary: false, status };
}

/**
 * Our scores are well formed, so what is invalid is the learner (400 in Moodle, whether unknown, not enrolled
 * or a teacher; 422 in Canvas, which uses it for an unpublished activity too) or the time (400 in Canvas).
 */
function invalidScore({ status, text }: HttpAnswer): Failure {
  if (/timestamp/i.test(text)) return { kind: 'failed', reason: 'outdated', temporary: true, status };
  const learner = status === 400 || /\b(user|student)\b/i.test(text);
  return { kind: 'failed', reason: learner ? 'notEnrolled' : 'refused', temporary: false, status };
}

const isAcknowledgement = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  !Array.isArray(body) &&
  !['error', 'errors', 'reason'].some((key) => Object.hasOwn(body, key));
