import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import {
  tidyText,
  titleProblem,
  typedLink,
  typedText,
  type TextProblem,
} from '../../evaluation/evidence/checkEvidence.js';
import type { NewEvidence } from '../../evaluation/evidence/addEvidence.js';
import type { MediaRefusal } from '../../evaluation/evidence/mediaReader.js';
import type { Grid } from '../../grid/grid.js';
import type { Received } from './upload.js';

export const KINDS = ['file', 'text', 'link'] as const;
type EvidenceKind = (typeof KINDS)[number];

/** The form as it was filled in. */
export interface EvidenceForm {
  readonly kind: EvidenceKind;
  /** '' for the whole. */
  readonly criterion: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
}

export type FormProblem =
  | TextProblem
  | { readonly field: 'criterion'; readonly problem: 'gone' }
  | { readonly field: EvidenceKind; readonly problem: 'full' }
  | { readonly field: 'file'; readonly problem: 'missing' | MediaRefusal }
  | { readonly field: 'file'; readonly problem: 'tooLarge'; readonly bytes: number };

export type ReadForm =
  | { readonly kind: 'evidence'; readonly evidence: Pick<NewEvidence, 'criterionId' | 'title' | 'content'> }
  | { readonly kind: 'problems'; readonly problems: readonly FormProblem[] };

const typed = z.string().default('').transform(tidyText);

const schema = z.object({
  kind: z.enum(KINDS).default('file'),
  criterion: z.string().default(''),
  title: typed,
  text: typed,
  link: typed,
});

export const EMPTY_FORM: EvidenceForm = { kind: 'file', criterion: '', title: '', text: '', link: '' };

/** @throws {BadRequest} */
export function readEvidenceForm(body: unknown): EvidenceForm {
  const parsed = schema.safeParse({ ...(body as object | undefined) });
  if (!parsed.success) throw new BadRequest('not a form of evidence', { cause: parsed.error });
  return parsed.data;
}

/** What the form asks to add, or everything that is wrong with it. */
export function typedEvidence(form: EvidenceForm, received: Received | undefined, grid: Grid): ReadForm {
  const content = contentOf(form, received);
  const problems: readonly (FormProblem | undefined)[] = [
    form.criterion === '' || grid.criteria.some(({ id }) => id === form.criterion)
      ? undefined
      : { field: 'criterion', problem: 'gone' },
    'field' in content ? content : undefined,
    titleProblem(form.title),
  ];
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0 || 'field' in content) return { kind: 'problems', problems: found };
  const { criterion, title } = form;
  return {
    kind: 'evidence',
    evidence: { ...(criterion !== '' && { criterionId: criterion }), title, content },
  };
}

function contentOf(form: EvidenceForm, received: Received | undefined): NewEvidence['content'] | FormProblem {
  if (form.kind === 'text') return typedText(form.text);
  if (form.kind === 'link') return typedLink(form.link);
  if (!received) return { field: 'file', problem: 'missing' };
  if (received.kind === 'tooLarge') return { field: 'file', problem: 'tooLarge', bytes: received.bytes };
  return received;
}
