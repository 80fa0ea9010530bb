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

/** The modules that these ones import, and what those import: fetched at once, not one after the other. */
export type ImportedModules = (scripts: readonly string[]) => readonly string[];

const STATIC_IMPORT = /^import\s[^'"]*['"](\.[^'"]+)['"];/gm;

/** Reads the imports of every module of a folder once, at start. */
export function importedModules(directory: URL): ImportedModules {
  const folder = fileURLToPath(directory);
  const importsOf = (file: string) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(STATIC_IMPORT)].map(([, specifier = '']) =>
      path.posix.join(path.posix.dirname(file), specifier),
    );
  const modules = filesUnder(folder).filter((file) => file.endsWith('.js'));
  const imports = new Map(modules.map((file) => [file, importsOf(file)]));
  return (scripts) => {
    const found = new Set<string>();
    const follow = (file: string): void => {
      for (const one of imports.get(file) ?? []) {
        if (found.has(one)) continue;
        found.add(one);
        follow(one);
      }
    };
    for (const script of scripts) follow(script);
    return [...found];
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
