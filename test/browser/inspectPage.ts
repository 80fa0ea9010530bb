import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = fileURLToPath(new URL('screenshots/', import.meta.url));
mkdirSync(screenshots, { recursive: true });

const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  iframes: false,
};

/** A small phone, or a page at four times its size (WCAG 1.4.10). */
const NARROWEST = 320;

declare global {
  var axe: { run: (context: unknown, options: unknown) => Promise<AxeResults> };
}

const CONTRAST: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] }, iframes: false };

/** Everything that axe finds wrong, one line each. */
export async function axeFindings(
  page: Frame | Page,
  options: RunOptions = RULES,
): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((given) => globalThis.axe.run(document, given), options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const reason = failureSummary.split('\n').slice(1).join(' ').trim();
      return `${id}: ${help} (${target.join(' ')}) ${reason}`;
    }),
  );
}

/** What sticks out of the page to the right, and makes it scroll sideways. */
function overflow(page: Frame | Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`);
  });
}

/** Controls that a finger would miss; links inside a text, such as the codes of the référentiel, apart. */
function smallTargets(page: Frame | Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    const controls =
      'button, select, summary, textarea, input:not([type=hidden]), a[class]:not(.code), label:has(input)';
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((control) => control.checkVisibility() && !control.closest('.visually-hidden, .skip'))
      .filter((control) => !(control instanceof HTMLInputElement && control.closest('label')))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && box.width > 0 && (box.height < LEAST - 0.5 || box.width < 24))
      .map(
        ({ control, box }) =>
          `${control.tagName}.${control.className} ${Math.round(box.width)}×${Math.round(box.height)}: ${control.textContent?.trim().slice(0, 40)}`,
      );
  });
}

/**
 * Asserts what holds of every page, and keeps how it looks. The window is made as tall as the page, so that
 * what sticks to its edges hides nothing.
 */
export async function inspectPage(page: Page, name: string, width: number): Promise<void> {
  const usual = page.viewportSize();
  assert.ok(usual);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  try {
    await page.setViewportSize({ ...usual, height: Math.max(height, usual.height) });
    await page.screenshot({ path: `${screenshots}${name}-${width}.png` });
    assert.deepEqual(await overflow(page), [], `${name} scrolls sideways at ${width}`);
    if (width < 500) assert.deepEqual(await smallTargets(page), [], `${name} is hard to touch`);
    assert.deepEqual(await axeFindings(page), [], `${name} at ${width}`);
    await inspectInTheDark(page, name, width);
    if (width < 500) await inspectNarrow(page, name);
  } finally {
    // Pages that follow in this window begin as this one did.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
    await page.setViewportSize(usual);
  }
}

/** Nothing but colours changes in the dark. Without transitions: colours on their way are nobody's. */
async function inspectInTheDark(page: Page, name: string, width: number): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${screenshots}${name}-${width}-dark.png` });
  assert.deepEqual(await axeFindings(page, CONTRAST), [], `${name} in the dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function inspectNarrow(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: NARROWEST, height: page.viewportSize()?.height ?? 0 });
  assert.deepEqual(await overflow(page), [], `${name} scrolls sideways at ${NARROWEST}`);
}
