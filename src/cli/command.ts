import { z } from 'zod';

/** What `attendus` is asked to do; also what travels to the running server. */
export const command = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('register'),
    form: z.object({
      issuer: z.string().optional(),
      clientId: z.string().optional(),
      authorizationUrl: z.string().optional(),
      tokenUrl: z.string().optional(),
      keySetUrl: z.string().optional(),
      tokenAudience: z.string().optional(),
      deploymentIds: z.array(z.string()).optional(),
      name: z.string().optional(),
    }),
  }),
  z.object({ name: z.literal('registration-link'), activates: z.boolean(), hours: z.number().positive() }),
  z.object({ name: z.literal('list') }),
  z.object({ name: z.literal('activate'), id: z.string() }),
  z.object({ name: z.literal('disable'), id: z.string() }),
  z.object({
    name: z.literal('journal'),
    registration: z.string(),
    contextId: z.string().optional(),
    days: z.number().positive(),
    limit: z.number().int().positive(),
  }),
  z.object({ name: z.literal('keys rotate'), id: z.string().optional(), immediately: z.boolean() }),
  z.object({
    name: z.literal('erase'),
    registration: z.string(),
    learner: z.string(),
    confirmed: z.boolean(),
  }),
]);

export type Command = z.infer<typeof command>;

export const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/** What a command prints, on standard output when it is done, else on standard error. */
export interface CommandResult {
  readonly exitCode: (typeof EXIT)[keyof typeof EXIT];
  readonly text: string;
}
