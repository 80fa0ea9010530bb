import { z } from 'zod';
import type { Tutor } from '../../evaluation/tutor/tutorLink.js';

/** Longest name of a person or a company. */
export const MAXIMUM_NAME_LENGTH = 100;

const line = z
  .string()
  .transform((typed) => typed.replace(/\s+/g, ' ').trim())
  .default('');

/** Who the tutor is, as a teacher or the tutor types it. */
export const tutorFields = { tutorName: line, company: line };

export interface TutorProblem {
  readonly name: 'tutorName' | 'company';
  readonly kind: 'missing' | 'nameTooLong';
}

export const tutorOf = ({ tutorName, company }: { tutorName: string; company: string }): Tutor => ({
  name: tutorName,
  ...(company && { company }),
});

/** @param named whether there has to be a name. */
export function tutorProblem(
  { name, company = '' }: Tutor,
  { named }: { named: boolean },
): readonly TutorProblem[] {
  return [
    ...(named && name === '' ? [{ name: 'tutorName', kind: 'missing' } as const] : []),
    ...(name.length > MAXIMUM_NAME_LENGTH ? [{ name: 'tutorName', kind: 'nameTooLong' } as const] : []),
    ...(company.length > MAXIMUM_NAME_LENGTH ? [{ name: 'company', kind: 'nameTooLong' } as const] : []),
  ];
}
