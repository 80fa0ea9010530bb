import { z } from 'zod';
import { groupQuery } from './listedGroups.js';

/** The hidden field of a form that leads back to one group's page; empty for the whole class. */
export const groupField = z.string().max(300).default('');

/** Back to the class page that a form without other fields of ours stands on. */
export function formGroupQuery(body: unknown): string {
  const { group } = (body ?? {}) as Record<string, unknown>;
  const id = groupField.safeParse(group).data;
  return groupQuery(id ? { id } : undefined);
}
