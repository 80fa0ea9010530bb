import type { CodeSeal, TutorLink, TutorLinkStore } from './tutorLink.js';

export type EntryOutcome =
  | { readonly kind: 'entered'; readonly link: TutorLink }
  /** @property triesLeft 0: the link is locked now. */
  | { readonly kind: 'wrongCode'; readonly triesLeft: number }
  /** No try was left, or the link has ended. */
  | { readonly kind: 'shut' };

interface EntryPorts {
  readonly tutorLinks: TutorLinkStore;
  readonly codeSeal: CodeSeal;
  readonly now: () => Date;
}

/** Whether a code opens the link of a token. The try is counted before the code is looked at. */
export async function enterLink(tokenHash: string, code: string, ports: EntryPorts): Promise<EntryOutcome> {
  const { tutorLinks, codeSeal, now } = ports;
  const link = await tutorLinks.takeTry(tokenHash, now());
  if (!link) return { kind: 'shut' };
  if (!codeSeal.matches(code, link)) return { kind: 'wrongCode', triesLeft: link.triesLeft };
  await tutorLinks.noteUse(link.id, now());
  return { kind: 'entered', link };
}
