import type { Lms } from '../lms.js';
import { parameterLines } from '../launch/customParameters.js';
import { lineItemUrl } from '../site/addresses.js';
import type { LineItem, SubmissionReview } from '../site/state.js';

/** A line item as Moodle gives it (AGS §3.2.9, with `ltiLinkId` of the draft still beside `resourceLinkId`). */
export function lineItemJson(lms: Lms, item: LineItem, toolId: string): Record<string, unknown> {
  const { label, scoreMaximum, resourceId, tag, activityId, submissionReview } = item;
  return {
    id: lineItemUrl(lms, item, toolId),
    label,
    scoreMaximum,
    ...(resourceId !== undefined && { resourceId }),
    tag: tag ?? '',
    ...(activityId !== undefined && { resourceLinkId: activityId, ltiLinkId: activityId }),
    ...(submissionReview && { submissionReview: reviewJson(submissionReview) }),
  };
}

const reviewJson = ({ url, custom }: SubmissionReview) => ({
  ...(url && { url }),
  ...(custom && { custom: Object.fromEntries(parameterLines(custom)) }),
});
