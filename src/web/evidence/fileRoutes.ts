import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { EvidenceFileMissing, NotFound } from '../../errors.js';
import type { EvidenceFile, OpenFile } from '../../evaluation/evidence/evidence.js';
import { evidenceOf, type OpenEvidence } from './evidenceDesk.js';
import type { EvidenceServices } from './evidenceServices.js';

/**
 * What came from someone runs nowhere: it is of the type that we found it to be, in a document without scripts,
 * without a form and of no origin, and no other site embeds it.
 */
const POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/** The bytes of files, to those who see the evidence: asked again at each request. */
export function fileRoutes(
  path: string,
  open: OpenEvidence,
  { evidenceFiles }: Pick<EvidenceServices, 'evidenceFiles'>,
): Router {
  const router = Router();

  router.get(`${path}/evidence/:id/file`, async (req, res) => {
    const file = await fileOf(req, res);
    const isShown = file.type !== 'application/pdf' && req.query['download'] === undefined;
    await send(file.id, { name: file.name, type: file.type, isShown }, req, res);
  });

  router.get(`${path}/evidence/:id/thumbnail`, async (req, res) => {
    const { image } = await fileOf(req, res);
    if (!image) throw new NotFound('a thumbnail of what is no image');
    await send(image.thumbnailId, { name: 'thumbnail.jpg', type: 'image/jpeg', isShown: true }, req, res);
  });

  async function fileOf(req: Request, res: Response): Promise<EvidenceFile> {
    const { content } = evidenceOf(await open(req, res), req.params['id']);
    if (content.kind !== 'file') throw new NotFound('evidence without a file');
    return content.file;
  }

  async function send(
    id: string,
    shown: { readonly name: string; readonly type: string; readonly isShown: boolean },
    req: Request,
    res: Response,
  ): Promise<void> {
    const file = await evidenceFiles.open(id);
    if (!file) throw new EvidenceFileMissing(`${id} is named and not kept`);
    res.attachment(shown.name);
    const disposition = String(res.getHeader('Content-Disposition'));
    if (shown.isShown) res.setHeader('Content-Disposition', disposition.replace(/^attachment/, 'inline'));
    res.setHeader('Content-Type', shown.type);
    res.setHeader('Content-Security-Policy', POLICY);
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    res.setHeader('Cache-Control', 'private, no-store');
    await stream(file, req, res);
  }
  return router;
}

/** The part that was asked for (RFC 9110 §14), which players need to wind; the whole where it is more than one. */
async function stream(file: OpenFile, req: Request, res: Response): Promise<void> {
  res.setHeader('Accept-Ranges', 'bytes');
  const ranges = req.range(file.bytes);
  if (ranges === -1) {
    res.setHeader('Content-Range', `bytes */${file.bytes}`);
    res.status(416).end();
    return;
  }
  const [range, ...others] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  const part = others.length === 0 ? range : undefined;
  if (part) {
    res.status(206);
    res.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.bytes}`);
  }
  res.setHeader('Content-Length', part ? part.end - part.start + 1 : file.bytes);
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(file.read(part), res);
  } catch (error) {
    // Whoever stops a player, or leaves the page, wants no more of it.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
