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
  const hashes = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 10);
    hashes.set(`/${path.relative(folder, file).split(path.sep).join('/')}`, hash);
  }
  return (file) => {
    const hash = hashes.get(file);
    if (!hash) throw new Error(`public${file} does not exist`);
    return `${file}?v=${hash}`;
  };
}

/** Serves public/. Modules import each other without a hash, so only hashed addresses are kept for ever. */
export function assetFiles(directory: URL): RequestHandler {
  return express.static(fileURLToPath(directory), {
    index: false,
    setHeaders(res, file) {
      const hashed = res.req.url?.includes('?v=');
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
      // Moodle shows the tool's icon from its own origin.
      if (file.endsWith('icon.svg')) res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  });
}
