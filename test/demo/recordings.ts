import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'moodle-4.5');

/** A message between Moodle and a tool, as recorded. */
export interface RecordedCall {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /** Row of Moodle's `grade_grades` afterwards. */
  readonly gradeGradesAfter?: Readonly<Record<string, unknown>> | null;
}

export interface RecordedLaunch {
  readonly loginInitiation: { readonly params: Readonly<Record<string, string>> };
  readonly toolRedirectToMoodleAuth: string;
  readonly authResponse: {
    readonly idTokenHeader: Readonly<Record<string, unknown>>;
    readonly idTokenPayload: Readonly<Record<string, unknown>>;
  };
}

export const recording = <T>(name: string): T =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as T;

export const recordedCalls = (name: string): readonly (readonly [string, RecordedCall])[] => {
  const file = recording<Record<string, unknown>>(name);
  return Object.entries((file['calls'] ?? file) as Record<string, RecordedCall>);
};
