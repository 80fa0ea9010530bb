/**
 * Searches while one types. The server does the search, as it does without this module; the parts of its answer
 * that differ take the place of ours.
 */
const form = document.querySelector('form[role="search"]');
const field = form.elements.namedItem('q');
const status = document.getElementById('framework-status');
const parts = ['framework-contents', 'framework-text'];
const PAUSE_MS = 150;

let shown = field.value.trim();
let pause;
let request = new AbortController();

field.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE_MS);
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(pause);
  shown = undefined;
  void search();
});

document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || !event.target.closest('[data-show-all]')) return;
  event.preventDefault();
  field.value = '';
  field.focus();
  void search();
});

async function search() {
  request.abort();
  request = new AbortController();
  const typed = field.value.trim();
  if (typed === shown) return;
  const url = addressOf(new FormData(form));
  try {
    const response = await fetch(url, { signal: request.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    show(new DOMParser().parseFromString(await response.text(), 'text/html'));
    shown = typed;
    history.replaceState(null, '', url);
  } catch (error) {
    if (error.name === 'AbortError') return;
    shown = undefined;
    status.textContent = form.dataset.failed;
  }
}

function addressOf(data) {
  const query = new URLSearchParams([...data].filter(([, value]) => value !== ''));
  return `${form.getAttribute('action')}${query.size > 0 ? `?${query}` : ''}`;
}

function show(answer) {
  document.title = answer.title;
  for (const id of parts) document.getElementById(id).replaceWith(answer.getElementById(id));
  status.textContent = answer.getElementById(status.id).textContent;
  // The text may be shorter than what has been scrolled past.
  if (document.getElementById('framework-text').getBoundingClientRect().top < 0) {
    document.querySelector('.framework').scrollIntoView();
  }
}
