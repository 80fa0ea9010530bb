/** Who launches which link. */
export interface LaunchOrder {
  readonly targetLinkUri: string;
  readonly person: Person;
  readonly resourceLinkId: string;
  /** Default: the bench's own client. */
  readonly clientId?: string;
}

export interface Person {
  readonly sub: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: 'Instructor' | 'Learner';
}

export const CLIENT_ID = 'bench-client';
export const DEPLOYMENT_ID = '1';
export const CONTEXT_ID = '2';

const LIFETIME_SECONDS = 60;
const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

export const membershipsUrl = (issuer: string) => `${issuer}/memberships`;
export const lineItemUrl = (issuer: string) => `${issuer}/lineitems/1/lineitem?type_id=1`;

/** A launch with the claims, and about the size, of the ones that Moodle 4.5 sends. */
export function launchClaims(issuer: string, order: LaunchOrder, nonce: string): Record<string, unknown> {
  const { targetLinkUri, person, resourceLinkId, clientId = CLIENT_ID } = order;
  const iat = Math.floor(Date.now() / 1000);
  return {
    nonce,
    iat,
    exp: iat + LIFETIME_SECONDS,
    iss: issuer,
    aud: clientId,
    sub: person.sub,
    given_name: person.givenName,
    family_name: person.familyName,
    name: `${person.givenName} ${person.familyName}`,
    email: `${person.sub}@lycee.example.test`,
    [`${LTI}/deployment_id`]: DEPLOYMENT_ID,
    [`${LTI}/target_link_uri`]: targetLinkUri,
    [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}/version`]: '1.3.0',
    [`${LTI}/roles`]: [`${MEMBERSHIP}#${person.role}`],
    [`${LTI}/context`]: {
      id: CONTEXT_ID,
      label: 'MA-TMA1',
      title: "Bac pro Métiers de l'accueil",
      type: ['CourseSection'],
    },
    [`${LTI}/resource_link`]: {
      id: resourceLinkId,
      title: 'Accueil téléphonique — l’appel difficile',
      description: 'Scénario d’entraînement à l’accueil « téléphonique » & physique',
    },
    [`${LTI}/lis`]: { person_sourcedid: `INE-${person.sub}`, course_section_sourcedid: 'BP-MA-2026' },
    [`${LTI}/launch_presentation`]: {
      locale: 'fr',
      document_target: 'iframe',
      return_url: `${issuer}/mod/lti/return.php?course=2&launch_container=3&instanceid=3&sesskey=FZfg7ZPs3w`,
    },
    [`${LTI}/tool_platform`]: {
      product_family_code: 'moodle',
      version: '2024100706',
      guid: '55a0efdc7baa06ccd8cce28da2498b7c',
      name: 'lycee',
      description: 'Lycée des métiers Simone-Veil',
    },
    [`${LTI}/ext`]: { user_username: person.sub, lms: 'moodle-2' },
    [`${LTI}/custom`]: { context_memberships_url: membershipsUrl(issuer) },
    [`${AGS}/claim/endpoint`]: {
      scope: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
        (name) => `${AGS}/scope/${name}`,
      ),
      lineitems: `${issuer}/lineitems?type_id=1`,
      lineitem: lineItemUrl(issuer),
    },
    [NRPS]: { context_memberships_url: membershipsUrl(issuer), service_versions: ['1.0', '2.0'] },
  };
}
