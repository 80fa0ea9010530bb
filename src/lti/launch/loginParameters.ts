import { z } from 'zod';
import { LaunchRefused } from './launchRefused.js';

const MAXIMUM_LENGTH = 2048;

/** Some platforms put a signed token there. */
const MAXIMUM_HINT_LENGTH = 8192;

const text = z.string().min(1).max(MAXIMUM_LENGTH);
/** Platforms without a value send an empty one. */
const optionalText = z
  .string()
  .max(MAXIMUM_HINT_LENGTH)
  .transform((value) => (value === '' ? undefined : value))
  .optional();

/** Third-party initiated login (1EdTech Security Framework §5.1.1.1, LTI core §4.1). */
const loginParameters = z.object({
  iss: text,
  login_hint: text,
  target_link_uri: text,
  client_id: optionalText,
  lti_message_hint: optionalText,
  lti_deployment_id: optionalText,
});

export type LoginParameters = z.infer<typeof loginParameters>;

/** @throws {LaunchRefused} when one is missing, given twice, or no text. Parameters that we do not use are left out. */
export function parseLoginParameters(parameters: Readonly<Record<string, unknown>>): LoginParameters {
  const parsed = loginParameters.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
  throw new LaunchRefused('LOGIN_MALFORMED', problems.join(', '));
}
