import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** No page of ours has more. */
const MOST_TABS = 150;

interface Stop {
  /** What it is, for the message of a failed assertion. */
  readonly name: string;
  readonly place: number;
  readonly shown: boolean;
  readonly uncovered: boolean;
}

/** Where Tab leads from the top of a page, until it leaves it. */
async function tabStops(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focusedStop);
    if (stop === undefined || stops.some(({ place }) => place === stop.place)) break;
    stops.push(stop);
  }
  return stops;
}

/** Runs in the page. A hidden radio button is seen as what stands beside it. */
function focusedStop(): Stop | undefined {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return undefined;
  const hidden = focused instanceof HTMLInputElement && focused.nextElementSibling?.matches('.segment__box');
  const seen = (hidden ? focused.nextElementSibling : focused) ?? focused;
  const box = seen.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
  const top = document.elementFromPoint(x, y);
  const indicated = [seen, seen.parentElement].some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
  return {
    name: `${focused.tagName} ${focused.getAttribute('name') ?? ''} « ${focused.textContent?.trim().slice(0, 40)} »`,
    place: [...document.querySelectorAll('*')].indexOf(focused),
    shown: indicated && box.width > 0 && box.height > 0,
    uncovered: top !== null && (seen.contains(top) || top.contains(seen)),
  };
}

/** Asserts that a page is walked through in its order, each stop in sight. */
export async function assertWalkable(page: Page): Promise<void> {
  const stops = await tabStops(page);
  assert.ok(stops.length >= 2, `only ${stops.length} stops`);
  assert.ok(stops.length < MOST_TABS, 'Tab leaves the page again');
  const places = stops.map(({ place }) => place);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    'in the order of the page',
  );
  const names = (wrong: (stop: Stop) => boolean) => stops.filter(wrong).map(({ name }) => name);
  assert.deepEqual(
    names(({ shown }) => !shown),
    [],
    'without a visible focus',
  );
  assert.deepEqual(
    names(({ uncovered }) => !uncovered),
    [],
    'covered by what sticks to the edges',
  );
}
