import type { Lms } from '../lms.js';
import { lineItemUrl, resultsUrl } from '../site/addresses.js';
import { gradesIn } from '../site/grades.js';
import type { Grade, LineItem } from '../site/state.js';
import { MEDIA_TYPES, SCOPES } from '../vocabulary.js';
import { jsonAnswer, type Answer } from './answer.js';
import { callingTool, type Call } from './call.js';
import { knownLineItem } from './lineItems.js';
import { zonedIso } from './scoreTimestamp.js';

/** GET `…/lineitem/results` (AGS §3.3): what the gradebook shows, teachers' own marks included. */
export function readResults(call: Call): Answer {
  const { lms, query } = call;
  const tool = callingTool(call, [SCOPES.result]);
  const item = knownLineItem(call, tool.id);
  // Moodle 4.5 fails on paged results.
  if (query.has('limit')) return failurePage();
  const wanted = query.get('user_id');
  const grades = gradesIn(lms.state, item.id)
    .filter(({ userId }) => wanted === null || wanted === userId)
    .filter(({ modifiedAt }) => modifiedAt !== null);
  return jsonAnswer(
    MEDIA_TYPES.resultContainer,
    grades.map((grade) => resultJson(lms, item, grade, tool.id)),
  );
}

function resultJson(lms: Lms, item: LineItem, grade: Grade, toolId: string): Record<string, unknown> {
  const { userId, finalGrade, feedback, modifiedAt } = grade;
  const id = `${resultsUrl(lms, item, toolId)}&user_id=${userId}`;
  if (finalGrade === null) return { id, userId };
  return {
    id,
    userId,
    resultScore: finalGrade,
    resultMaximum: item.scoreMaximum,
    ...(feedback && { comment: feedback }),
    scoreOf: lineItemUrl(lms, item, toolId),
    timestamp: zonedIso(modifiedAt ?? 0, lms.state.site.timeZone),
  };
}

const failurePage = (): Answer => ({
  status: 404,
  contentType: 'text/html; charset=utf-8',
  body: [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head><title>Error</title></head>',
    '<body><p class="errormessage">Exception - Call to a member function out() on null</p></body>',
    '</html>',
  ].join('\n'),
});
