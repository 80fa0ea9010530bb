import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 6000;
const PAUSE_MS = 5;

/** Asks again and again until there is an answer, and names what it waited for when there is none. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await delay(PAUSE_MS);
  }
}
