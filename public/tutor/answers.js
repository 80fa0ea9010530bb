// Keeps a tutor's answers saved while they are given, and through a bad network. Without this file the form's own
// buttons do it.
import { hearEarlier } from '../evaluation/hearEarlier.js';

const form = document.querySelector('[data-answers]');
const { answers: url, key, ...words } = form.dataset;
const { revision, _csrf: csrf } = form.elements;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;
const state = document.querySelector('[data-state]');
const trouble = document.querySelector('[data-trouble]');

let dirty = false; // changed since the last snapshot
let underWay; // the saving that runs
let halted = false; // nothing more can be saved from this page
let sending; // the button whose sending waits for the network
let leaving = false;
let retry = FIRST_RETRY;
let timer;

function snapshot() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete('_csrf');
  return fields;
}

function tell(saved, problem = '') {
  state.textContent = saved;
  if (trouble.textContent !== problem) trouble.textContent = problem;
}

// What was typed outlives a reload and a new code in this tab, and nothing stays on a shared device.
function remember() {
  try {
    sessionStorage.setItem(key, snapshot().toString());
  } catch {
    // Without storage the page itself keeps what was typed.
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function changed(wait) {
  dirty = true;
  remember();
  count();
  tell(words.changed, trouble.textContent);
  clearTimeout(timer);
  if (!halted) timer = setTimeout(save, wait);
}

function count() {
  const all = [...form.querySelectorAll('[data-answer]')];
  const done = all.filter((answer) => answer.querySelector('input:checked')).length;
  document.querySelector('[data-done]').textContent = words.progress
    .replace('{done}', done)
    .replace('{total}', all.length);
}

/** One saving at a time; true when everything is acknowledged. */
function save() {
  clearTimeout(timer);
  underWay ??= saveAll().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

async function saveAll() {
  while (dirty) {
    if (halted) return false;
    dirty = false;
    tell(words.saving);
    const kept = await post(snapshot());
    if (!kept) {
      dirty = true;
      return false;
    }
    revision.value = kept.revision;
    retry = FIRST_RETRY;
    markProblems({});
    tell(kept.saved);
  }
  forget();
  return true;
}

async function post(body) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'X-CSRF-Token': csrf.value, Accept: 'application/json' },
    });
    if (response.status === 429 || response.status >= 500) return later();
    const answer = await response.json();
    return response.ok ? answer : refused(response.status, answer);
  } catch {
    return later();
  }
}

function later() {
  tell(words.changed, sending ? words.offlineSend : words.offline);
  timer = setTimeout(again, retry);
  retry = Math.min(retry * 2, LONGEST_RETRY);
}

/** What could not be saved, and what was to be sent with it. */
async function again() {
  if (!(await save()) || !sending) return;
  leaving = true;
  form.requestSubmit(sending);
}

function refused(status, { message, problems = {} }) {
  // A text that is too long is shortened; all the rest ends what this page can do.
  halted = status !== 422;
  if (!halted) sending = undefined;
  markProblems(problems);
  // The form's own submission shows both versions; what waits for the code comes back with it.
  leaving = status === 409 || (status === 401 && remembered() !== null);
  tell(words.changed, status === 403 ? words.refused : message);
}

function markProblems(problems) {
  for (const old of form.querySelectorAll('[data-problem]')) old.remove();
  for (const field of form.querySelectorAll('textarea, [type="text"]')) {
    const problem = problems[field.name];
    field.toggleAttribute('aria-invalid', false);
    if (!problem) continue;
    field.setAttribute('aria-invalid', 'true');
    const line = Object.assign(document.createElement('p'), {
      className: 'field__problem',
      textContent: problem,
    });
    line.dataset.problem = '';
    field.after(line);
  }
}

/** What an earlier page could not save. */
function restore() {
  if (new URLSearchParams(location.search).has('saved')) {
    history.replaceState(null, '', location.pathname);
    return forget();
  }
  const kept = remembered();
  if (kept === null) return;
  const fields = new URLSearchParams(kept);
  const mine = snapshot();
  for (const own of [fields, mine]) own.delete('revision');
  if (fields.toString() === mine.toString()) return forget();
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  for (const word of form.querySelectorAll('.word'))
    word.open ||= word.querySelector('textarea').value !== '';
  tell(words.changed, words.found);
  dirty = true;
  count();
  save();
}

form.addEventListener('input', ({ target }) => changed(target.matches('[type="radio"]') ? 200 : 600));

form.addEventListener('submit', async (event) => {
  if (leaving) return;
  event.preventDefault();
  sending = event.submitter;
  // A server that cannot be reached would leave the browser's own page here: so it is asked first.
  dirty = true;
  const kept = await save();
  if (!kept && !(halted && leaving)) return;
  leaving = true;
  form.requestSubmit(sending);
});

addEventListener('beforeunload', (event) => {
  if (dirty && !leaving) event.preventDefault();
});
addEventListener('online', () => dirty && again());
document.addEventListener('visibilitychange', () => document.hidden && dirty && !halted && save());
addEventListener('pageshow', (event) => event.persisted && location.reload());

for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true;
restore();
hearEarlier(form);
