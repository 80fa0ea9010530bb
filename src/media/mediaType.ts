import { fileTypeFromFile } from 'file-type';
import type { MediaRefusal, MediaType } from '../evaluation/evidence/mediaReader.js';
import { holdsAdts, holdsMp3 } from './audioFrames.js';
import { withFileBytes, type FileBytes } from './fileBytes.js';
import { mp4Tracks } from './mp4Tracks.js';
import type { Track } from './track.js';
import { webmTracks } from './webmTracks.js';

/** Formats whose images we make anew. */
export type ImageFormat = 'jpeg' | 'png' | 'webp';

export type FoundType =
  | { readonly kind: 'image'; readonly format: ImageFormat }
  | { readonly kind: 'kept'; readonly type: Exclude<MediaType, `image/${string}`> }
  | { readonly kind: 'refused'; readonly reason: MediaRefusal };

/** Sound in a container that browsers play: AAC and Opus; AMR of old telephones they do not. */
const PLAYED_CODECS = /^(mp4a|Opus|A_OPUS|A_VORBIS)/;

const NO_SOUND: FoundType = { kind: 'refused', reason: 'otherType' };

/** What a file is, by its content alone: its name and what the browser said of it count for nothing. */
export async function foundType(path: string): Promise<FoundType> {
  const found = await fileTypeFromFile(path);
  const { mime, ext } = found ?? { mime: '', ext: '' };
  const kept = await withFileBytes(path, (bytes) => byContent(mime.split(';')[0] ?? '', ext, bytes));
  return kept ?? refused(mime);
}

async function byContent(mime: string, ext: string, bytes: FileBytes): Promise<FoundType | undefined> {
  switch (mime) {
    case 'application/pdf':
      return { kind: 'kept', type: mime };
    case 'image/jpeg':
      return { kind: 'image', format: 'jpeg' };
    case 'image/png':
    case 'image/apng':
      return { kind: 'image', format: 'png' };
    case 'image/webp':
      return { kind: 'image', format: 'webp' };
    case 'audio/wav':
      return { kind: 'kept', type: mime };
    case 'audio/ogg':
      return ext === 'spx' ? undefined : { kind: 'kept', type: mime };
    case 'audio/mpeg':
      return (await holdsMp3(bytes)) ? { kind: 'kept', type: mime } : NO_SOUND;
    case 'audio/aac':
      return (await holdsAdts(bytes)) ? { kind: 'kept', type: mime } : NO_SOUND;
    // Voice notes of telephones are as often called a film as a sound: what runs in them decides.
    case 'audio/mp4':
    case 'audio/x-m4a':
    case 'video/mp4':
    case 'video/3gpp':
    case 'video/3gpp2':
    case 'video/quicktime':
    case 'video/x-m4v':
      return soundOf(await mp4Tracks(bytes), 'audio/mp4');
    case 'video/webm':
      return soundOf(await webmTracks(bytes), 'audio/webm');
    default:
      return undefined;
  }
}

function soundOf(tracks: readonly Track[], type: 'audio/mp4' | 'audio/webm'): FoundType {
  if (tracks.length === 0) return { kind: 'refused', reason: 'damaged' };
  if (tracks.some(({ kind }) => kind === 'video')) return { kind: 'refused', reason: 'video' };
  const sounds = tracks.filter(({ kind }) => kind === 'audio');
  const isPlayed = sounds.length > 0 && sounds.every(({ codec }) => PLAYED_CODECS.test(codec));
  return isPlayed ? { kind: 'kept', type } : { kind: 'refused', reason: 'otherAudio' };
}

const REFUSALS: readonly (readonly [RegExp, MediaRefusal])[] = [
  [/^image\/hei[cf]/, 'heic'],
  [/^image\//, 'otherImage'],
  [/^video\//, 'video'],
  [/^audio\//, 'otherAudio'],
  [/opendocument|openxmlformats|ms-|x-cfb|msword|rtf|epub/, 'document'],
];

const refused = (mime: string): FoundType => ({
  kind: 'refused',
  reason: REFUSALS.find(([pattern]) => pattern.test(mime))?.[1] ?? 'otherType',
});
