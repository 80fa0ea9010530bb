// A teacher's own sentences, beside the comment that is being written. Without this file buttons do it.
const form = document.querySelector('[data-phrases-url]');
const url = form.dataset.phrasesUrl;
const { _csrf: csrf } = form.elements;

const criterionOf = (element) => element.closest('[data-criterion]');
const levelOf = (criterion) => criterion.querySelector('input[type="radio"]:checked')?.value ?? '';
const idOf = (criterion) => criterion.querySelector('input[type="radio"]').name.replace('level.', '');

/** Shows what fits the level chosen now, once for each level. */
async function propose(criterion) {
  const place = criterion.querySelector('[data-phrases]');
  const level = levelOf(criterion);
  if (place.dataset.level === level) return;
  place.dataset.level = level;
  const query = new URLSearchParams({ criterion: idOf(criterion), level });
  await show(place, fetch(`${url}?${query}`, { headers: { Accept: 'text/html' } }));
}

// The server wrote and escaped it, as it does the page's. Without an answer the button stays, and does it.
async function show(place, asked) {
  try {
    const response = await asked;
    if (response.ok) place.innerHTML = await response.text();
    else delete place.dataset.level;
  } catch {
    delete place.dataset.level;
  }
}

function insert(criterion, button) {
  const text = button.querySelector('[data-text]').textContent;
  const comment = criterion.querySelector('textarea');
  const before = comment.value.trimEnd();
  comment.value = before === '' ? text : `${before}\n${text}`;
  comment.dispatchEvent(new Event('input', { bubbles: true }));
  comment.focus();
  button.closest('li').hidden = true;
}

async function forget(criterion, phrase) {
  const place = criterion.querySelector('[data-phrases]');
  const body = new URLSearchParams({ phrase, level: levelOf(criterion) });
  const headers = { 'X-CSRF-Token': csrf.value, Accept: 'text/html' };
  await show(place, fetch(`${url}/forget`, { method: 'POST', body, headers }));
  criterion.querySelector('textarea').focus();
}

form.addEventListener('click', (event) => {
  const button = event.target.closest('button[name="phrase"]');
  if (!button) return;
  event.preventDefault();
  const criterion = criterionOf(button);
  if (button.value.startsWith('insert ')) insert(criterion, button);
  else if (button.value.startsWith('forget ')) forget(criterion, button.value);
  else propose(criterion);
});

form.addEventListener('focusin', ({ target }) => {
  if (target.matches('[data-criterion] textarea')) propose(criterionOf(target));
});
form.addEventListener('change', ({ target }) => {
  const criterion = criterionOf(target);
  if (criterion?.querySelector('.remark').open) propose(criterion);
});
