/** Payload of an id_token: nothing in it has a known type before a rule has looked at it. */
export type Claims = Readonly<Record<string, unknown>>;

const CORE = 'https://purl.imsglobal.org/spec/lti/claim';

/** Names of the claims that this tool reads (LTI core §5.3 and 5.4, Deep Linking §4.4, AGS §3.1, NRPS §3.6). */
export const CLAIM = {
  messageType: `${CORE}/message_type`,
  version: `${CORE}/version`,
  deploymentId: `${CORE}/deployment_id`,
  targetLinkUri: `${CORE}/target_link_uri`,
  resourceLink: `${CORE}/resource_link`,
  roles: `${CORE}/roles`,
  roleScopeMentor: `${CORE}/role_scope_mentor`,
  context: `${CORE}/context`,
  custom: `${CORE}/custom`,
  forUser: `${CORE}/for_user`,
  launchPresentation: `${CORE}/launch_presentation`,
  toolPlatform: `${CORE}/tool_platform`,
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  gradeService: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  namesAndRoles: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const;

/** The last word of a claim's name: `message_type`. */
export const shortName = (claim: string): string => claim.slice(claim.lastIndexOf('/') + 1);
