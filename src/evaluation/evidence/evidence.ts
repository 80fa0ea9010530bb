import type { Scope } from '../../platform/launchSession.js';
import type { Actor } from '../evaluation.js';
import type { MediaType } from './mediaReader.js';

/** Bytes of one file as it is sent: a long voice note, or a photo of today's telephones. */
export const MAXIMUM_FILE_BYTES = 10 * 1024 * 1024;

/** Width times height of an image: more than telephones take by themselves, less than a bomb. */
export const MAXIMUM_PIXELS = 40_000_000;

/** Of the learner, and again of all their teachers, on one activity: neither fills the other's place. */
export const MAXIMUM_EVIDENCE = 20;

/** In characters. */
export const MAXIMUM_TEXT_LENGTH = 2000;
export const MAXIMUM_LINK_LENGTH = 2000;
export const MAXIMUM_TITLE_LENGTH = 120;

/** How long what was taken away can be brought back; then it is erased. */
export const UNDO_SECONDS = 600;

/** « Trace »: shows what a learner did, on one criterion or on the whole of an activity. */
export interface Evidence {
  readonly id: string;
  /** Absent: on the whole. It may name a criterion that the grid has lost since. */
  readonly criterionId?: string;
  /** What it shows, in its author's words; '' when they wrote nothing. */
  readonly title: string;
  readonly content: EvidenceContent;
  readonly by: Contributor;
  readonly at: Date;
  /** Taken away; it can be brought back for `UNDO_SECONDS`. */
  readonly removed?: { readonly at: Date; readonly by: Contributor };
}

export type EvidenceContent =
  | { readonly kind: 'text'; readonly text: string }
  /** `https` alone. */
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'file'; readonly file: EvidenceFile };

/** A file as it is kept: its type was read from its content, and images were made anew. */
export interface EvidenceFile {
  /** In `EvidenceFiles`. */
  readonly id: string;
  /** As a download is called, with the extension of its type. */
  readonly name: string;
  readonly type: MediaType;
  readonly bytes: number;
  /** Of the bytes kept, hexadecimal. */
  readonly sha256: string;
  /** Of images: a small one, in `EvidenceFiles`, and the size of the large one in pixels. */
  readonly image?: { readonly thumbnailId: string; readonly width: number; readonly height: number };
}

export interface Contributor extends Actor {
  readonly role: 'teacher' | 'learner';
}

/** All evidence of one learner on one activity. One document holds it, so that adding and counting are one write. */
export interface EvidenceFolder extends Scope {
  readonly activityId: string;
  readonly learnerSub: string;
  /** Grows with each write; 0 when never stored. */
  readonly revision: number;
  /** Oldest first. */
  readonly items: readonly Evidence[];
}

/** How much evidence there is of one learner, for a list of the class. */
export interface EvidenceCount {
  readonly learnerSub: string;
  readonly total: number;
  /** When the learner added what is there of their own. */
  readonly learnerAddedAt: readonly Date[];
}

/** Port. */
export interface EvidenceStore {
  /** Of one learner, what was taken away included. */
  find(activityId: string, learnerSub: string): Promise<EvidenceFolder | undefined>;
  /** Of an activity: learners of whom there is something. */
  counts(activityId: string): Promise<readonly EvidenceCount[]>;
  /**
   * Writes the folder if the stored revision is still `folder.revision` (0: none is stored).
   *
   * @returns undefined when another write came first: nothing was written.
   */
  save(folder: EvidenceFolder): Promise<EvidenceFolder | undefined>;
  /** Some folders that hold what was taken away before this moment, the longest ago first. */
  listRemovedBefore(moment: Date): Promise<readonly EvidenceFolder[]>;
  /** Those of these files that a folder names. */
  namedFiles(fileIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Port. The bytes of files, beside the data. */
export interface EvidenceFiles {
  /** Keeps the whole or, when it rejects, nothing that `open` would find. */
  put(id: string, bytes: AsyncIterable<Uint8Array>, at: Date): Promise<void>;
  /** @returns undefined when there is no such file. */
  open(id: string): Promise<OpenFile | undefined>;
  /** Nothing when there is no such file. */
  remove(id: string): Promise<void>;
  /** Everything put before this moment, half-written files too, some at a time. */
  listBefore(moment: Date): AsyncIterable<readonly string[]>;
}

export interface OpenFile {
  readonly bytes: number;
  /** @param range both ends included; absent: the whole. */
  read(range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
}

/** The names under which an item's bytes are kept. */
export function fileIdsOf({ content }: Evidence): readonly string[] {
  if (content.kind !== 'file') return [];
  const { id, image } = content.file;
  return image ? [id, image.thumbnailId] : [id];
}
