import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { removeDirectory, temporaryDirectory } from '../support/backends.js';
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
  await patiently(browser?.close());
}

const PATIENCE_MS = 15_000;

/** Chromium on a busy machine may never answer that it closed; it ends with the tests' process at the latest. */
export async function patiently(closing: Promise<void> | undefined): Promise<void> {
  const patience = new AbortController();
  const { signal } = patience;
  try {
    await Promise.race([closing, setTimeout(PATIENCE_MS, undefined, { signal }).catch(() => undefined)]);
  } finally {
    patience.abort();
  }
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
    return { context, close: () => patiently(context.close()) };
  }
  const directory = temporaryDirectory();
  keepPreferences(directory, cookies === 'allowed' ? ALLOW : blockedInFrames(toolUrl));
  const context = await chromium.launchPersistentContext(directory, { ...LAUNCH, ...options });
  return {
    context,
    close: async () => {
      await patiently(context.close());
      removeDirectory(directory);
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
