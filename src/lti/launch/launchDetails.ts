import { z } from 'zod';
import { CLAIM } from './claims.js';

/** Left out when a platform sends it empty or as something else. */
const text = z.string().trim().min(1).optional().catch(undefined);
const texts = z
  .array(z.unknown())
  .catch([])
  .transform((items) => items.filter((item) => typeof item === 'string'));

/** Some platforms write booleans as text. */
const flag = z.unknown().transform((value) => value === true || value === 'true');

/** Identifiers are kept letter for letter. */
const identifier = z.string().min(1).optional().catch(undefined);

const named = z.object({ id: identifier, title: text }).optional().catch(undefined);

const gradeService = z
  .object({ scope: texts, lineitems: text, lineitem: text })
  .transform(({ scope, lineitems, lineitem }) => ({
    scopes: scope,
    lineItemsUrl: lineitems,
    lineItemUrl: lineitem,
  }))
  .optional()
  .catch(undefined);

const deepLinking = z
  .object({
    deep_link_return_url: z.string(),
    accept_types: texts,
    accept_multiple: flag,
    data: z.string().optional().catch(undefined),
  })
  .transform((settings) => ({
    returnUrl: settings.deep_link_return_url,
    acceptTypes: settings.accept_types,
    acceptMultiple: settings.accept_multiple,
    data: settings.data,
  }))
  .optional()
  .catch(undefined);

/** The claims that a session is made of, named for their use; rules have seen to those it cannot do without. */
export const launchDetails = z
  .object({
    sub: z.string(),
    name: text,
    given_name: text,
    family_name: text,
    [CLAIM.deploymentId]: z.string(),
    [CLAIM.roles]: texts,
    [CLAIM.roleScopeMentor]: texts,
    [CLAIM.context]: named,
    [CLAIM.resourceLink]: named,
    [CLAIM.custom]: z.record(z.string(), z.unknown()).catch({}),
    [CLAIM.forUser]: z.object({ user_id: identifier }).optional().catch(undefined),
    [CLAIM.launchPresentation]: z.object({ locale: text, return_url: text }).optional().catch(undefined),
    [CLAIM.toolPlatform]: z
      .object({ name: text, description: text, product_family_code: text })
      .optional()
      .catch(undefined),
    [CLAIM.gradeService]: gradeService,
    [CLAIM.namesAndRoles]: z.object({ context_memberships_url: text }).optional().catch(undefined),
    [CLAIM.deepLinkingSettings]: deepLinking,
  })
  .transform((claims) => ({
    sub: claims.sub,
    name: claims.name,
    givenName: claims.given_name,
    familyName: claims.family_name,
    deploymentId: claims[CLAIM.deploymentId],
    roles: claims[CLAIM.roles],
    mentees: claims[CLAIM.roleScopeMentor],
    context: claims[CLAIM.context],
    resourceLink: claims[CLAIM.resourceLink],
    custom: claims[CLAIM.custom],
    reviewedUser: claims[CLAIM.forUser]?.user_id,
    locale: claims[CLAIM.launchPresentation]?.locale,
    returnUrl: claims[CLAIM.launchPresentation]?.return_url,
    platformName: claims[CLAIM.toolPlatform]?.name,
    platformDescription: claims[CLAIM.toolPlatform]?.description,
    platformFamily: claims[CLAIM.toolPlatform]?.product_family_code,
    gradeService: claims[CLAIM.gradeService],
    membershipsUrl: claims[CLAIM.namesAndRoles]?.context_memberships_url,
    deepLinking: claims[CLAIM.deepLinkingSettings],
  }));

export type LaunchDetails = z.output<typeof launchDetails>;
