import assert from 'node:assert/strict';
import { teacherSession } from '../../support/launchSessions.js';
import { storedDocuments } from '../../support/storedDocuments.js';
import { plain } from '../../support/teacherPages.js';
import { SECRET, type School } from './school.js';

export type Answer = PromiseLike<{ status: number; text: string }>;

/** Sessions and the journal are not of the school. */
const ASIDE = new Set(['launchSessions', 'journal']);

/**
 * Waits for an answer that must show and change nothing of the school.
 *
 * @param aside collections that may change all the same.
 * @returns its status.
 */
export async function keptOut(
  school: School,
  answer: Answer,
  who: string,
  aside: readonly string[] = [],
): Promise<number> {
  const stored = () =>
    storedDocuments(school.pages.directory, (document, collection) => {
      if (ASIDE.has(collection) || aside.includes(collection)) return false;
      const { registrationId, deploymentId, contextId } = document;
      const place = { ...teacherSession.scope, ...defined({ registrationId, deploymentId, contextId }) };
      return JSON.stringify(place) === JSON.stringify(teacherSession.scope);
    });
  const before = stored();
  const { status, text } = await answer;
  assert.ok(!plain(text ?? '').includes(SECRET), `${who} reads what is not theirs (${status})`);
  assert.deepEqual(stored(), before, `${who} changes what is not theirs`);
  return status;
}

const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
