import { readFileSync } from 'node:fs';

/** A message between Moodle 4.5 and a tool, as it was recorded. */
export function recording(name: string): Record<string, unknown> {
  const url = new URL(`../fixtures/moodle-4.5/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

interface RecordedLaunch {
  readonly loginInitiation: { readonly params: Record<string, string> };
  readonly authResponse: { readonly idTokenPayload: Record<string, unknown> };
}

const LAUNCHES = {
  teacher: '06-launch-teacher-iframe',
  learner: '08-launch-learner-iframe',
  admin: '10-launch-admin-iframe',
  deepLinking: '04-deep-linking-request',
  review: '13-submission-review-request',
} as const;

export type RecordedKind = keyof typeof LAUNCHES;

/** The login parameters and the claims of a recorded launch. */
export function recordedLaunch(kind: RecordedKind): {
  login: Record<string, string>;
  claims: Record<string, unknown>;
} {
  const { loginInitiation, authResponse } = recording(LAUNCHES[kind]) as unknown as RecordedLaunch;
  return { login: loginInitiation.params, claims: authResponse.idTokenPayload };
}
