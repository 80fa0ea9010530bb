import { rm } from 'node:fs/promises';
import { Router, type RequestHandler, type Response } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import { BadRequest, FilesUnavailable, TooLarge } from '../../errors.js';
import { MAXIMUM_FILE_BYTES } from '../../evaluation/evidence/evidence.js';
import type { Upload } from '../../evaluation/evidence/mediaReader.js';
import { only } from '../session/rights.js';

interface UploadServices {
  readonly incomingDirectory: string;
  readonly newId: () => string;
}

/** The file of a form, where it waits; or that it was larger than any that is taken. */
export type Received =
  | { readonly kind: 'upload'; readonly upload: Upload }
  | { readonly kind: 'tooLarge'; readonly bytes: number };

const LIMITS = {
  fileSize: MAXIMUM_FILE_BYTES,
  files: 1,
  fields: 10,
  parts: 12,
  // A text of the longest, each character four bytes, and as much again to be told how much is too much.
  fieldSize: 32 * 1024,
  fieldNameSize: 40,
};

/**
 * Reads forms with a file, of those who may send one. It comes before the check of the form's token, which stands
 * in the same body: until a route takes the file it only waits, and goes with the answer.
 */
export function evidenceUploads(services: UploadServices): Router {
  const router = Router();
  const receive = receiver(services);
  router.post('/learners/:sub/evidence', only('teacher'), receive);
  router.post('/mine/evidence', only('learner'), receive);
  return router;
}

function receiver({ incomingDirectory, newId }: UploadServices): RequestHandler {
  const read = multer({
    storage: diskStorage({
      destination: incomingDirectory,
      filename: (_req, _file, named) => named(null, newId()),
    }),
    limits: LIMITS,
    defParamCharset: 'utf8',
  }).single('file');

  return (req, res, next) => {
    read(req, res, (error: unknown) => {
      const { file } = req;
      if (file) keep(res, { path: file.path, name: file.originalname, bytes: file.size });
      if (isTooLarge(error)) {
        // The fields before the file were read: the form is answered, not the error.
        res.locals['upload'] = { kind: 'tooLarge', bytes: Number(req.get('content-length') ?? 0) };
        return next();
      }
      next(error === undefined ? undefined : refusal(error));
    });
  };
}

/** What no route takes is removed once the request is over, however it ends. */
function keep(res: Response, upload: Upload): void {
  res.locals['upload'] = { kind: 'upload', upload };
  res.once('close', () => {
    if (res.locals['upload'] !== undefined) void discard(upload);
  });
}

/** Gives a route the form's file while it works; then the file is gone. */
export async function withUpload<T>(
  res: Response,
  work: (received: Received | undefined) => Promise<T>,
): Promise<T> {
  const received = res.locals['upload'] as Received | undefined;
  res.locals['upload'] = undefined;
  try {
    return await work(received);
  } finally {
    if (received?.kind === 'upload') await discard(received.upload);
  }
}

const discard = ({ path }: Upload) => rm(path, { force: true });

const isTooLarge = (error: unknown) => error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE';

function refusal(error: unknown): unknown {
  if (error instanceof MulterError) {
    return error.code === 'LIMIT_FIELD_VALUE'
      ? new TooLarge('a field of the form')
      : new BadRequest(error.code);
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && syscall !== undefined) return new FilesUnavailable(code, { cause: error });
  // Gone before the end, or no such body as its header says.
  return new BadRequest('a form that cannot be read to its end', { cause: error });
}
