// Leaves in sight what a search in the framework's tree finds. Without it the search button does the same.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const sentence = (result, found) =>
  (found === 0 ? result.dataset.zero : found === 1 ? result.dataset.one : result.dataset.other).replace(
    '%d',
    found,
  );

/** Follows the search field of a tree of blocks, competencies and criteria. */
export function searchTree(root) {
  const search = root.querySelector('[data-search]');
  const result = root.querySelector('[data-search-result]');
  const competencies = [...root.querySelectorAll('[data-competency]')].map((element) => ({
    element,
    head: fold(
      element.querySelector('summary').textContent + element.querySelector('[data-search-text]').textContent,
    ),
    criteria: [...element.querySelectorAll('[data-criterion]')].map((item) => ({
      item,
      box: item.querySelector('[type=checkbox]'),
      text: fold(item.querySelector('[data-text]').textContent),
    })),
  }));

  function filter() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let found = 0;
    for (const { element, head, criteria } of competencies) {
      const whole = has(head);
      const shown = criteria.filter(({ item, box, text }) => {
        const match = whole || has(`${head} ${text}`);
        if (match) found += 1;
        item.hidden = words.length > 0 && !match && !box.checked;
        return !item.hidden;
      });
      element.hidden = shown.length === 0;
      if (words.length > 0) element.open = shown.length > 0;
    }
    for (const block of root.querySelectorAll('[data-block]')) {
      block.hidden = [...block.querySelectorAll('[data-competency]')].every(({ hidden }) => hidden);
      if (words.length > 0) block.open = !block.hidden;
    }
    result.textContent = words.length > 0 ? sentence(result, found) : '';
  }

  search.addEventListener('input', filter);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}
