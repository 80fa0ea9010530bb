import type { Browser } from 'playwright-core';

export interface TableSubject {
  readonly name: string;
  readonly url: string;
  /** Of the session. */
  readonly cookies: ReadonlyMap<string, string>;
}

/** Milliseconds, as the browser's own clock has them. */
export interface Paints {
  /** From the request to the first content on the screen, in a browser that has none of its files. */
  readonly first: number;
  /** From each key to the frame that shows what it did. */
  readonly keys: readonly number[];
}

declare global {
  var keyPaints: number[];
}

const KEYS = 60;

/** Opens the table in a new browser profile, and types digits into it, each once the one before is on the screen. */
export async function measurePaints(
  browser: Browser,
  { url, cookies }: Pick<TableSubject, 'url' | 'cookies'>,
): Promise<Paints> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addCookies(Array.from(cookies, ([name, value]) => ({ name, value, url })));
    await context.addInitScript(notePaints);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    const first = await page.evaluate(firstContentfulPaint);
    await page.locator('.cell').first().click();
    for (let count = 1; count <= KEYS; count += 1) {
      await page.keyboard.press(`Digit${(count % 4) + 1}`);
      await page.waitForFunction((wanted) => globalThis.keyPaints.length >= wanted, count);
    }
    return { first, keys: await page.evaluate(() => globalThis.keyPaints) };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function firstContentfulPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}

/** Runs in the page. A message that a frame sends is answered after that frame has been painted. */
function notePaints(): void {
  globalThis.keyPaints = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => globalThis.keyPaints.push(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(undefined);
      }),
    true,
  );
}
