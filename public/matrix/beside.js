/** Milliseconds. */
const LOOK_AGAIN_AFTER = 15000;

/** What goes on beside the strokes. */
export function beside({ root, table, strokes, sheet }) {
  const words = root.dataset;
  let lookedAt = Date.now();

  /** What colleagues did since; only while somebody is at work, for it keeps the session open. */
  async function lookAgain() {
    if (document.hidden || Date.now() - lookedAt < LOOK_AGAIN_AFTER) return;
    lookedAt = Date.now();
    const { made } = strokes;
    try {
      const response = await fetch(words.rows, { headers: { Accept: 'application/json' } });
      const { rows, gridVersion } = await response.json();
      // The answer to a stroke made meanwhile tells more than this one.
      if (made !== strokes.made || gridVersion !== words.version) return;
      for (const row of rows) sheet.refresh(row);
    } catch {
      // The next look will tell.
    }
  }
  document.addEventListener('visibilitychange', lookAgain);
  table.addEventListener('focusin', lookAgain);

  // What is told above the table takes its height: the cell at hand stays in sight.
  new ResizeObserver(() => {
    if (table.contains(document.activeElement))
      document.activeElement.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }).observe(root.querySelector('[data-scroll]'));
}
