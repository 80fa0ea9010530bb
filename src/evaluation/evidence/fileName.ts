import type { MediaType } from './mediaReader.js';

const EXTENSION: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'weba',
};

/** In characters. */
const LONGEST_STEM = 80;

/** Controls, and what turns the direction of writing around: « cod.exe » must not read « exe.doc ». */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu;

/**
 * A name that every system takes, out of one that anybody may have written: no folder, nothing unseen, and the
 * extension of what the file is.
 *
 * @param fallback for names of which nothing is left.
 */
export function evidenceFileName(declared: string, type: MediaType, fallback: string): string {
  const last = declared.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const stem = last
    .replace(/\.[\p{L}\p{N}]{1,5}$/u, '')
    .replace(UNSEEN, '')
    .replace(/[:*?"<>|%]+/g, ' ')
    .replace(/\s+/g, ' ');
  const cut = [...stem]
    .slice(0, LONGEST_STEM)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${cut || fallback}.${EXTENSION[type]}`;
}
