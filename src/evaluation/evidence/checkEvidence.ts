import {
  MAXIMUM_LINK_LENGTH,
  MAXIMUM_TEXT_LENGTH,
  MAXIMUM_TITLE_LENGTH,
  type EvidenceContent,
} from './evidence.js';

/** Evidence that is no file. */
export type TypedContent = Exclude<EvidenceContent, { kind: 'file' }>;

export type TextProblem =
  | {
      readonly field: 'title' | 'text' | 'link';
      readonly problem: 'missing' | 'unreadable' | 'invalid' | 'notHttps';
    }
  | {
      readonly field: 'title' | 'text' | 'link';
      readonly problem: 'tooLong';
      readonly limit: number;
      readonly excess: number;
    };

/** Lines end one way, and letters are composed one way. */
export const tidyText = (typed: string): string => typed.replace(/\r\n?/g, '\n').normalize('NFC').trim();

export function titleProblem(title: string): TextProblem | undefined {
  return textProblem('title', title, MAXIMUM_TITLE_LENGTH);
}

/** A text as evidence, or why not. */
export function typedText(text: string): TypedContent | TextProblem {
  if (text === '') return { field: 'text', problem: 'missing' };
  return textProblem('text', text, MAXIMUM_TEXT_LENGTH) ?? { kind: 'text', text };
}

/** An address as evidence, or why not: `https`, a host of the internet, no password in it. */
export function typedLink(link: string): TypedContent | TextProblem {
  if (link === '') return { field: 'link', problem: 'missing' };
  const problem = textProblem('link', link, MAXIMUM_LINK_LENGTH);
  if (problem) return problem;
  const address = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(link) ? link : `https://${link}`;
  if (/\s/.test(address) || !URL.canParse(address)) return { field: 'link', problem: 'invalid' };
  const url = new URL(address);
  if (url.protocol === 'http:') return { field: 'link', problem: 'notHttps' };
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && isPublicHost(url.hostname)
    ? { kind: 'link', url: url.href }
    : { field: 'link', problem: 'invalid' };
}

/** A name with a dot, and no number of a machine. */
const isPublicHost = (hostname: string) => /\.[a-z0-9-]*[a-z][a-z0-9-]*\.?$/i.test(hostname);

function textProblem(field: 'title' | 'text' | 'link', text: string, limit: number): TextProblem | undefined {
  const excess = [...text].length - limit;
  if (excess > 0) return { field, problem: 'tooLong', limit, excess };
  return isReadable(text) ? undefined : { field, problem: 'unreadable' };
}

/** U+FFFD stands where bytes were no UTF-8; a surrogate without its other half is no character. */
const isReadable = (text: string): boolean => !/[\p{Cs}\uFFFD]/u.test(text) && !/[^\P{Cc}\n\t]/u.test(text);
