import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import type { ThirdPartyCookies } from '../support/http/cookieJar.js';

const LAUNCH = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

let shared: Promise<Browser> | undefined;

/** Chromium, started once for all tests of the process. */
export function sharedChromium(): Promise<Browser> {
  shared ??= chromium.launch(LAUNCH);
  return shared;
}

export async function closeSharedChromium(): Promise<void> {
  const browser = await shared;
  shared = undefined;
  await browser?.close();
}

export interface Profile {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * A profile that treats cookies in another site's frame as wanted: all allowed, as browsers long did; partitioned
 * ones alone, as in a private window (Playwright's own contexts); none of the tool's, as a person may set.
 */
export async function openProfile(
  cookies: ThirdPartyCookies,
  options: BrowserContextOptions,
  toolUrl: string,
): Promise<Profile> {
  if (cookies === 'partitioned') {
    const context = await (await sharedChromium()).newContext(options);
    return { context, close: () => context.close() };
  }
  const directory = mkdtempSync(join(tmpdir(), 'attendus-profile-'));
  keepPreferences(directory, cookies === 'allowed' ? ALLOW : blockedInFrames(toolUrl));
  const context = await chromium.launchPersistentContext(directory, { ...LAUNCH, ...options });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const ALLOW = { cookie_controls_mode: 0, block_third_party_cookies: false };

const BLOCKED = 2;

const blockedInFrames = (toolUrl: string) => ({
  content_settings: {
    exceptions: { cookies: { [`${toolUrl},http://lms.localhost:*`]: { setting: BLOCKED } } },
  },
});

function keepPreferences(directory: string, profile: object): void {
  mkdirSync(join(directory, 'Default'));
  writeFileSync(join(directory, 'Default', 'Preferences'), JSON.stringify({ profile }));
}
