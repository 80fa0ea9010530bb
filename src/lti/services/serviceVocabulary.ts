const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

/** Scopes of Assignment and Grade Services 2.0 (§3.1). */
export const SCORE_SCOPE = `${AGS}score`;
export const RESULT_SCOPE = `${AGS}result.readonly`;
export const LINE_ITEM_SCOPE = `${AGS}lineitem`;
export const LINE_ITEM_READ_SCOPE = `${AGS}lineitem.readonly`;

/** Scope of Names and Role Provisioning Services 2.0 (§3.6.1.2). */
export const ROSTER_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

/** Moodle answers 400 to anything but the one exact type, so no list and no `*`. */
export const MEDIA_TYPE = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  roster: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
} as const;
