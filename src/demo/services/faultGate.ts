import type { Response } from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import { strike, type Service } from '../faults.js';
import type { Lms } from '../lms.js';
import { send } from './answer.js';

/** Lets the switched-on faults strike; true when one of them has taken the answer. */
export async function faultStruck(
  { state: { faults } }: Lms,
  res: Response,
  service: Service,
): Promise<boolean> {
  const slow = strike(faults, 'slow', service);
  if (slow) await delay(slow.delayMs ?? 2000);
  if (strike(faults, 'hang', service)) return true;
  if (strike(faults, 'reset', service)) {
    res.socket?.destroy();
    return true;
  }
  if (strike(faults, 'serverError', service)) {
    send(res, {
      status: 500,
      contentType: 'text/html; charset=utf-8',
      body: '<h1>Internal Server Error</h1>',
    });
    return true;
  }
  const busy = strike(faults, 'tooManyRequests', service);
  if (busy) {
    const headers = { 'Retry-After': String(busy.retryAfterSeconds ?? 2) };
    send(res, { status: 429, contentType: 'text/plain; charset=utf-8', body: 'Too Many Requests', headers });
    return true;
  }
  if (strike(faults, 'unauthorized', service)) {
    send(res, { status: 401, contentType: 'application/json; charset=utf-8', body: '{"status":401}' });
    return true;
  }
  return false;
}

/** What was asked for is done, and nobody hears of it: true when the answer went astray. */
export function answerLost({ state: { faults } }: Lms, res: Response, service: Service): boolean {
  if (!strike(faults, 'lostAnswer', service)) return false;
  res.socket?.destroy();
  return true;
}
