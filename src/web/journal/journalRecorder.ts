import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { journalExpiry, type Journal, type JournalEntry } from '../../platform/journal.js';
import type { Log } from '../log.js';
import { sessionOf } from '../session/sessionGuard.js';
import { journalAction } from './journalActions.js';

export interface JournalServices {
  readonly journal: Journal;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;

/** Acts of the current hour that are known to stand in the journal already; the oldest go first. */
const KNOWN_ACTS = 10_000;

/**
 * Notes what a session's requests changed, once they have: who, when, by which launch, about whom. A line that cannot
 * be written keeps nobody from working; the log tells.
 */
export function journalRecorder({ journal, now, newId, log }: JournalServices): RequestHandler {
  const known = new Set<string>();

  const record = async (req: Request, res: Response) => {
    const entry = entryOf(req, res, { at: now(), newId });
    if (!entry || known.has(entry.id)) return;
    await journal.append(entry);
    known.add(entry.id);
    const [oldest] = known;
    if (known.size > KNOWN_ACTS && oldest !== undefined) known.delete(oldest);
  };

  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    res.once('finish', () => {
      if (res.statusCode >= 400) return;
      record(req, res).catch((err: unknown) => log.error({ err }, 'a line of the journal is missing'));
    });
    next();
  };
}

function entryOf(
  req: Request,
  res: Response,
  { at, newId }: { at: Date; newId: () => string },
): JournalEntry | undefined {
  const session = sessionOf(res);
  const action = journalAction(`${req.method} ${String(req.route?.path)}`, req.body);
  if (!action) return undefined;
  const { sub } = req.params as { sub?: string };
  const act = {
    ...session.scope,
    actorSub: session.user.sub,
    role: session.role,
    sessionId: session.id,
    action: action.word,
    ...(session.resourceLink && { resourceLinkId: session.resourceLink.id }),
    ...(sub !== undefined && { learnerSub: sub }),
  };
  return { id: action.often ? hourlyId(act, at) : newId(), at, ...act, expiresAt: journalExpiry(at) };
}

/** The same for the same act within an hour. */
export function hourlyId(act: object, at: Date): string {
  const hour = Math.floor(at.getTime() / HOUR_MS);
  return createHash('sha256')
    .update(JSON.stringify([act, hour]))
    .digest('base64url');
}
