import { ToolError } from '../errors.js';

/** Someone stored the same version of the grid a moment before. */
export class VersionTaken extends ToolError {
  readonly code = 'GRID_VERSION_TAKEN';
  readonly status = 409;
  readonly messageKey = 'grid:versionTaken';
}
