/**
 * Address to publish scores at, for one line item.
 *
 * Line item addresses may carry a query (Moodle adds `?type_id=1`), so `/scores` goes on the path and the
 * query stays.
 *
 * @see https://www.imsglobal.org/spec/lti-ags/v2p0#score-publish-service
 */
export const scoresUrl = (lineItemUrl: string): string => under(lineItemUrl, 'scores').href;

/** Address of one learner's result; reading them by page answers 404 in Moodle. */
export function resultUrl(lineItemUrl: string, learnerSub: string): string {
  const url = under(lineItemUrl, 'results');
  url.searchParams.set('user_id', learnerSub);
  return url.href;
}

function under(lineItemUrl: string, service: string): URL {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${service}`;
  return url;
}
