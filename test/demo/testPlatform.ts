import { createHash } from 'node:crypto';
import { DemoPlatform, type DemoPlatformOptions } from '../../src/demo/demoPlatform.js';
import { generatePrivateKeyPem } from '../../src/demo/signingKey.js';

const keys = new Map<string, Promise<string>>();

/** One RSA key a name and process: making them is slow. */
export function sharedKeyPem(name: string): Promise<string> {
  const made = keys.get(name) ?? generatePrivateKeyPem();
  keys.set(name, made);
  return made;
}

/** A clock that a test sets. */
export class TestClock {
  constructor(private instant: Date) {}
  readonly now = () => new Date(this.instant);
  set(instant: Date): void {
    this.instant = instant;
  }
  advance(seconds: number): void {
    this.instant = new Date(this.instant.getTime() + seconds * 1000);
  }
}

/** The same bytes at every run, never twice the same in one. */
export function countedBytes(): (size: number) => Buffer {
  let count = 0;
  return (size) => {
    count += 1;
    const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, block) =>
      createHash('sha256').update(`${count}/${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, size);
  };
}

const SCHOOL_MORNING = new Date('2026-11-23T09:00:00Z');

/** A demo platform whose clock stands still and whose ids repeat from run to run. */
export async function testPlatform(options: Partial<DemoPlatformOptions> = {}) {
  const clock = new TestClock(SCHOOL_MORNING);
  const platform = new DemoPlatform({
    url: 'http://lms.test',
    now: clock.now,
    randomBytes: countedBytes(),
    ...options,
    privateKeyPem: options.privateKeyPem ?? (await sharedKeyPem('platform')),
  });
  return { platform, clock };
}
