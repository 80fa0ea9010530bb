import type { Translate } from '../i18n.js';

/** The learner, a mentor who reads them, or someone who sees no evaluation. */
export type Reader = { readonly kind: 'self' | 'guest' } | { readonly kind: 'mentor'; readonly of: string };

/** A sentence that says « tu » to the learner, and speaks of them to everyone else: `<key>.self`, `<key>.other`. */
export const saidTo = ({ kind }: Reader, key: string, t: Translate): string =>
  t(`${key}.${kind === 'self' ? 'self' : 'other'}`);
