/** What runs in a container, as its header says. */
export interface Track {
  readonly kind: 'audio' | 'video' | 'other';
  /** Four characters in MP4 (`mp4a`), a name in WebM (`A_OPUS`). */
  readonly codec: string;
}
