import type { Framework } from '../../framework/framework.js';
import { buildGrid } from '../../grid/buildGrid.js';
import type { Scale } from '../../grid/scale.js';
import { gridPreview } from '../grid/gridPreview.js';
import type { Words } from '../language.js';
import { parseAttachFields, type AttachFields } from './attachForm.js';

/** The chosen grid as it will be, for views/grid/preview.ejs; undefined while the choice is not complete. */
export function previewOf(
  { framework, scales }: { framework: Framework; scales: readonly Scale[] },
  fields: AttachFields,
  words: Words,
) {
  const parsed = parseAttachFields(fields, scales);
  if (parsed.kind === 'problems') return undefined;
  return gridPreview(buildGrid(framework, parsed.choice), framework, words);
}
