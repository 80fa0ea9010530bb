import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/** Address of a file of public/, with its content's hash, so that browsers may keep it for ever. */
export type AssetUrl = (file: string) => string;

/** Hashes every file of a folder once, at start. */
export function assetUrls(directory: URL): AssetUrl {
  const folder = fileURLToPath(directory);
  const hashOf = (file: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('base64url')
      .slice(0, 10);
  const hashes = new Map(filesUnder(folder).map((file) => [file, hashOf(file)]));
  return (file) => {
    const hash = hashes.get(file);
    if (!hash) throw new Error(`public${file} does not exist`);
    return `${file}?v=${hash}`;
  };
}

/** Serves public/. Modules import each other without a hash, so only hashed addresses are kept for ever. */
export function assetFiles(directory: URL): RequestHandler {
  const folder = fileURLToPath(directory);
  const files = new Set(filesUnder(folder));
  const serve = express.static(folder, {
    index: false,
    setHeaders(res, file) {
      const hashed = res.req.url?.includes('?v=');
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
      // Moodle shows the tool's icon from its own origin.
      if (file.endsWith('icon.svg')) res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  });
  // Most requests are for pages: they need not ask the disk for a file first.
  return (req, res, next) => (files.has(req.path) ? serve(req, res, next) : next());
}

/** Addresses of the files of a folder, such as `/class/class.css`. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => `/${file.split(path.sep).join('/')}`);
}
