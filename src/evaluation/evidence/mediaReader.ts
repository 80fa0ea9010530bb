/** What a file may be. Each is shown or played by every browser, except PDF, which is downloaded. */
export type MediaType =
  | 'application/pdf'
  | 'image/jpeg'
  | 'image/png'
  | 'audio/mpeg'
  | 'audio/mp4'
  | 'audio/aac'
  | 'audio/ogg'
  | 'audio/wav'
  | 'audio/webm';

/** A file that came in, where it waits. */
export interface Upload {
  readonly path: string;
  /** As the sender's device calls it: only ever shown. */
  readonly name: string;
  readonly bytes: number;
}

/** A file whose content was read, and what of it is kept. */
export interface Media {
  readonly type: MediaType;
  readonly bytes: number;
  readonly sha256: string;
  read(): AsyncIterable<Uint8Array>;
  readonly image?: {
    readonly width: number;
    readonly height: number;
    /** JPEG. */
    readonly thumbnail: Uint8Array;
  };
}

/** Why a file is not taken, in terms that its sender can act on. */
export type MediaRefusal =
  | 'empty'
  /** It is what it should be, and cannot be read: cut off, or broken. */
  | 'damaged'
  | 'tooManyPixels'
  | 'heic'
  | 'otherImage'
  | 'video'
  | 'otherAudio'
  | 'document'
  | 'otherType';

export type MediaReading =
  | { readonly kind: 'media'; readonly media: Media }
  | { readonly kind: 'refused'; readonly reason: MediaRefusal };

/** Port. Tells what a file is by its content alone, and makes images anew, without what their camera wrote in them. */
export interface MediaReader {
  read(upload: Upload): Promise<MediaReading>;
}
