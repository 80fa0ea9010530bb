import { z } from 'zod';

/** A form field that holds JSON. */
export const jsonText = z.string().transform((json, context) => {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});
