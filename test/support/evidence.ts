import type {
  Contributor,
  Evidence,
  EvidenceFile,
  EvidenceFolder,
} from '../../src/evaluation/evidence/evidence.js';
import { emptyFolder } from '../../src/evaluation/evidence/evidenceFolder.js';
import { welcomeActivity } from './activities.js';

export const AT = new Date('2040-01-16T09:00:00Z');
export const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000);

export const claire: Contributor = { sub: '7', name: 'Claire Fontaine', role: 'teacher' };
export const chloe: Contributor = { sub: '21', name: 'Chloé Bézier', role: 'learner' };

/** A text of the learner's on the whole, unless the changes say otherwise. */
export const evidence = (id: string, changes: Partial<Evidence> = {}): Evidence => ({
  id,
  title: '',
  content: { kind: 'text', text: `Trace ${id}` },
  by: chloe,
  at: AT,
  ...changes,
});

export const photoFile: EvidenceFile = {
  id: 'file-1',
  name: 'comptoir.jpg',
  type: 'image/jpeg',
  bytes: 1000,
  sha256: 'ab'.repeat(32),
  image: { thumbnailId: 'thumbnail-1', width: 1600, height: 1200 },
};

/** Chloé's on the welcome activity. */
export const folder = (...items: readonly Evidence[]): EvidenceFolder => ({
  ...emptyFolder(welcomeActivity, '21'),
  items,
});
