// Livens the picker up: search as one types, whole competencies, counts and a preview. Without it the form's
// own buttons do the same.
const form = document.querySelector('[data-picker]');
const search = form.querySelector('[data-search]');
const result = form.querySelector('[data-search-result]');
const total = form.querySelector('[data-total]');
const preview = form.querySelector('[data-preview]');
const PREVIEW_DELAY_MS = 250;

for (const element of form.querySelectorAll('[data-no-script]')) element.hidden = true;

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const count = (element, n) =>
  (n === 0
    ? (element.dataset.none ?? element.dataset.zero)
    : n === 1
      ? element.dataset.one
      : element.dataset.other
  ).replace('%d', n);

const competencies = [...form.querySelectorAll('[data-competency]')].map((element) => {
  const head = fold(
    element.querySelector('summary').textContent + element.querySelector('[data-search-text]').textContent,
  );
  const criteria = [...element.querySelectorAll('[data-criterion]')].map((item) => ({
    item,
    box: item.querySelector('[name=criteria]'),
    text: fold(item.querySelector('[data-text]').textContent),
  }));
  return {
    element,
    head,
    criteria,
    whole: element.querySelector('[data-whole]'),
    block: element.closest('[data-block]'),
  };
});

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
  for (const block of form.querySelectorAll('[data-block]')) {
    block.hidden = [...block.querySelectorAll('[data-competency]')].every(({ hidden }) => hidden);
    if (words.length > 0) block.open = !block.hidden;
  }
  result.textContent = words.length > 0 ? count(result, found) : '';
}

function recount() {
  const perBlock = new Map();
  let all = 0;
  for (const { element, criteria, whole, block } of competencies) {
    const chosen = criteria.filter(({ box }) => box.checked).length;
    element.querySelector('[data-count-chosen]').textContent = chosen;
    whole.checked = chosen === criteria.length;
    whole.indeterminate = chosen > 0 && chosen < criteria.length;
    perBlock.set(block, (perBlock.get(block) ?? 0) + chosen);
    all += chosen;
  }
  for (const [block, chosen] of perBlock)
    block.querySelector('summary [data-count-chosen]').textContent = chosen;
  total.textContent = count(total, all);
}

let timer;
let asked = 0;
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PREVIEW_DELAY_MS);
}

async function refresh() {
  const mine = ++asked;
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.dataset.previewUrl, { method: 'POST', body });
    // A slower earlier answer must not replace a later one.
    if (answer.ok && mine === asked) preview.innerHTML = await answer.text();
  } catch {
    // Offline: the preview stays as it was, and sending the form will tell.
  }
}

form.addEventListener('change', (event) => {
  const whole = event.target.closest('[data-whole]');
  if (whole) {
    const { criteria } = competencies.find((competency) => competency.whole === whole);
    for (const { box } of criteria) box.checked = whole.checked;
  }
  recount();
  refreshSoon();
});
form.addEventListener('input', (event) => {
  if (event.target === search) filter();
  else refreshSoon();
});
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') event.preventDefault();
});
recount();
