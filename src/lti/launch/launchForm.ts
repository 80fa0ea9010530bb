import { z } from 'zod';
import { LaunchRefused, PlatformDeclined } from './launchRefused.js';

/** Authentication response, posted as a form (OIDC core §3.2.2.5). */
const launchForm = z.object({ id_token: z.string().min(1), state: z.string().min(1).max(512) });

/** Authentication error response (OIDC core §3.2.2.6). */
const errorForm = z.object({
  error: z.string().min(1),
  error_description: z.string().optional().catch(undefined),
});

/**
 * @throws {PlatformDeclined} when the platform answers with an error.
 * @throws {LaunchRefused} when the form is neither.
 */
export function parseLaunchForm(form: Readonly<Record<string, unknown>>): { idToken: string; state: string } {
  const declined = errorForm.safeParse(form);
  if (declined.success) throw new PlatformDeclined(declined.data.error, declined.data.error_description);

  const parsed = launchForm.safeParse(form);
  if (parsed.success) return { idToken: parsed.data.id_token, state: parsed.data.state };
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new LaunchRefused('RESPONSE_MALFORMED', `missing or no text: ${names.join(', ')}`);
}
