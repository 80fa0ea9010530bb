// A teacher's own sentences, beside the comment that is being written. Without this file buttons do it.
const form = document.querySelector('[data-phrases-url]');
const url = form.dataset.phrasesUrl;
const { _csrf: csrf, revision } = form.elements;

/** A criterion, or what is about the whole. */
const subjectOf = (element) => element.closest('[data-criterion], [data-phrases-about]');
const levelOf = (subject) => subject.querySelector('input[type="radio"]:checked')?.value ?? '';
const idOf = (subject) =>
  subject.dataset.phrasesAbout ?? subject.querySelector('input[type="radio"]').name.replace('level.', '');

/** Shows what fits the level chosen now, once for each level; about the whole, once for each saving. */
async function propose(subject) {
  const place = subject.querySelector('[data-phrases]');
  const about = subject.dataset.phrasesAbout === undefined ? levelOf(subject) : revision.value;
  if (place.dataset.about === about) return;
  place.dataset.about = about;
  const query = new URLSearchParams({ criterion: idOf(subject), level: levelOf(subject) });
  await show(place, fetch(`${url}?${query}`, { headers: { Accept: 'text/html' } }));
}

// The server wrote and escaped it, as it does the page's. Without an answer the button stays, and does it.
async function show(place, asked) {
  try {
    const response = await asked;
    if (response.ok) place.innerHTML = await response.text();
    else delete place.dataset.about;
  } catch {
    delete place.dataset.about;
  }
}

function insert(subject, button) {
  const text = button.querySelector('[data-text]').textContent;
  const comment = subject.querySelector('textarea');
  const before = comment.value.trimEnd();
  comment.value = before === '' ? text : `${before}\n${text}`;
  comment.dispatchEvent(new Event('input', { bubbles: true }));
  comment.focus();
  button.closest('li').hidden = true;
}

async function forget(subject, phrase) {
  const place = subject.querySelector('[data-phrases]');
  const body = new URLSearchParams({ phrase, level: levelOf(subject) });
  const headers = { 'X-CSRF-Token': csrf.value, Accept: 'text/html' };
  await show(place, fetch(`${url}/forget`, { method: 'POST', body, headers }));
  subject.querySelector('textarea').focus();
}

form.addEventListener('click', (event) => {
  const button = event.target.closest('button[name="phrase"]');
  if (!button) return;
  event.preventDefault();
  const subject = subjectOf(button);
  if (button.value.startsWith('insert ')) insert(subject, button);
  else if (button.value.startsWith('forget ')) forget(subject, button.value);
  else propose(subject);
});

form.addEventListener('focusin', ({ target }) => {
  const subject = target.matches('textarea') && subjectOf(target);
  if (subject) propose(subject);
});
form.addEventListener('change', ({ target }) => {
  const subject = subjectOf(target);
  if (subject?.querySelector('.remark')?.open) propose(subject);
});
