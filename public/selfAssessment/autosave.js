// Keeps a self-assessment saved while it is filled in. Without this file its own buttons do it.
import { hearEarlier } from '../evaluation/hearEarlier.js';

const form = document.querySelector('[data-self]');
const { self: url, key, ...words } = form.dataset;
const { revision, _csrf: csrf } = form.elements;
const RETRY = 3000;

let dirty = false;
let waiting; // a snapshot that the server has not acknowledged: it goes again as it is
let underWay;
let halted = false;
let leaving = false;
let timer;

const place = (name) => form.querySelector(`[data-${name}]`);

function snapshot() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete('_csrf');
  return fields.toString();
}

// In this tab alone, so that nothing stays on a shared computer. A frame may have no storage at all.
function stored(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

function tell(state, trouble = '') {
  if (state) place('saved').textContent = state;
  if (place('trouble').textContent !== trouble) place('trouble').textContent = trouble;
}

function changed(wait) {
  dirty = true;
  stored((tab) => tab.setItem(key, snapshot()));
  tell(words.changed, place('trouble').textContent);
  clearTimeout(timer);
  if (!halted) timer = setTimeout(save, wait);
}

function save() {
  clearTimeout(timer);
  underWay ??= saveAll().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/** True when everything is acknowledged. */
async function saveAll() {
  while (dirty || waiting !== undefined) {
    if (halted) return false;
    if (waiting === undefined) {
      waiting = snapshot();
      dirty = false;
    }
    tell(words.saving);
    const headers = { 'X-CSRF-Token': csrf.value, Accept: 'application/json' };
    const body = new URLSearchParams(waiting);
    const response = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined);
    if (!response || response.status >= 500) return later();
    const answer = await response.json().catch(() => ({}));
    waiting = undefined;
    if (!response.ok) return refused(response.status, answer);
    kept(answer);
  }
  stored((tab) => tab.removeItem(key));
  return true;
}

function kept(answer) {
  revision.value = answer.revision;
  place('progress').textContent = answer.progress;
  mark({});
  tell(answer.saved);
}

function later() {
  tell(words.changed, words.offline);
  timer = setTimeout(save, RETRY);
  return false;
}

function refused(status, { message, problems }) {
  dirty = true;
  if (problems) mark(problems);
  // A text that is too long becomes shorter; nothing else can be saved from this page any more.
  else halted = true;
  if (status === 401) leaving = stored((tab) => tab.getItem(key)) !== null;
  tell(words.changed, status === 401 ? words.lost : message);
  return false;
}

function mark(problems) {
  for (const old of form.querySelectorAll('[data-problem]')) old.remove();
  for (const field of form.querySelectorAll('textarea')) {
    const textContent = problems[field.name];
    if (!textContent) {
      field.removeAttribute('aria-invalid');
      continue;
    }
    field.setAttribute('aria-invalid', 'true');
    const line = Object.assign(document.createElement('p'), { className: 'field__problem', textContent });
    line.dataset.problem = '';
    field.after(line);
  }
}

/** What an earlier page could not save. */
function restore() {
  const found = stored((tab) => tab.getItem(key));
  if (found === null) return;
  for (const [name, value] of new URLSearchParams(found)) {
    const field = form.elements.namedItem(name);
    if (field && name !== 'revision' && name !== 'gridVersion') field.value = value;
  }
  for (const remark of form.querySelectorAll('.remark')) {
    remark.open ||= remark.querySelector('textarea').value !== '';
  }
  changed(0);
}

form.addEventListener('input', ({ target }) => changed(target.matches('textarea') ? 600 : 100));

form.addEventListener('submit', async (event) => {
  if (leaving || halted || !(dirty || waiting !== undefined || underWay)) {
    leaving = true;
    return;
  }
  event.preventDefault();
  if (!(await save())) return;
  leaving = true;
  form.requestSubmit(event.submitter);
});

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[href]');
  if (!link || halted || link.target || event.ctrlKey || event.metaKey) return;
  if (!dirty && waiting === undefined) return;
  event.preventDefault();
  if (await save()) location.assign(link.href);
});

addEventListener('beforeunload', (event) => {
  if ((dirty || waiting !== undefined) && !leaving) event.preventDefault();
});
addEventListener('online', save);
document.addEventListener('visibilitychange', () => document.hidden && save());
addEventListener('pageshow', (event) => event.persisted && location.reload());

for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true;
restore();
hearEarlier(form);
