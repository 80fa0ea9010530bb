import { activityOf, toolOf, type Lms } from '../lms.js';
import type { LaunchOrder } from '../site/state.js';
import { ownColumn } from './substitutions.js';

/** Where the tool is asked to go: the same in the login initiation and in the message. */
export function targetLinkUri(lms: Lms, order: LaunchOrder): string {
  const tool = toolOf(lms.state, order.toolId);
  if (order.message === 'LtiDeepLinkingRequest') return tool.deepLinkingUrl || tool.url;
  const activity = activityOf(lms.state, order.activityId);
  const review =
    order.message === 'LtiSubmissionReviewRequest' ? ownColumn(lms, activity)?.submissionReview?.url : '';
  return review || activity.url || tool.url;
}
