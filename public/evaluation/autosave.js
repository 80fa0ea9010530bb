// Keeps a learner's grid saved while it is filled in. Without this file the form's own buttons do it.
import { hearEarlier } from './hearEarlier.js';
import { keptDraft } from './keptDraft.js';

const form = document.querySelector('[data-autosave]');
const { autosave: url, key, adopt, ...words } = form.dataset;
const { remember, remembered, forget } = keptDraft(key, adopt);
const { revision, base, _csrf: csrf } = form.elements;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;

let dirty = false; // changed since the last snapshot
let unanswered; // a snapshot that the server has not acknowledged
let underWay; // the saving that runs
let halted = false; // nothing more can be saved from this page
let settling = false; // two versions are before the teacher
let leaving = false;
let retry = FIRST_RETRY;
let timer;

const piece = (name) => document.querySelector(`[data-piece="${name}"]`);
const unsaved = () => dirty || unanswered !== undefined;

function snapshot() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete('_csrf');
  return fields.toString();
}

function tell(state, trouble = '') {
  document.body.classList.toggle('is-unsaved', state !== '');
  document.querySelector('[data-save-state]').textContent = state;
  const place = document.querySelector('[data-trouble]');
  if (place.textContent !== trouble) place.textContent = trouble;
}

function changed(wait) {
  if (settling) return;
  dirty = true;
  remember(snapshot());
  tell(words.changed, document.querySelector('[data-trouble]').textContent);
  clearTimeout(timer);
  if (!halted) timer = setTimeout(save, wait);
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
  while (unsaved()) {
    if (halted) return false;
    // The same snapshot goes again until it is answered: a lost answer then costs nothing.
    if (unanswered === undefined) {
      unanswered = snapshot();
      dirty = false;
    }
    tell(words.saving);
    const answer = await post(unanswered);
    if (!answer) return false;
    accept(answer);
  }
  forget();
  tell('');
  return true;
}

async function post(body) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-CSRF-Token': csrf.value,
        Accept: 'application/json',
      },
    });
    if (response.status === 429 || response.status >= 500) return later();
    const answer = await response.json();
    return response.ok ? answer : refused(response.status, answer);
  } catch {
    return later();
  }
}

function later() {
  tell(words.changed, words.offline);
  timer = setTimeout(save, retry);
  retry = Math.min(retry * 2, LONGEST_RETRY);
}

function accept(answer) {
  unanswered = undefined;
  retry = FIRST_RETRY;
  markProblems({});
  showKept(answer);
}

function showKept(answer) {
  revision.value = answer.revision;
  base.value = answer.base;
  for (const [name, html] of Object.entries(answer.pieces)) show(name, html);
}

// What the server last wrote in each place: what a teacher unfolded there stays open as long as that is the same.
const written = new WeakMap();
for (const place of document.querySelectorAll('[data-piece]')) written.set(place, place.innerHTML);

// The server wrote and escaped it, as it does the page's.
function show(name, html) {
  const place = piece(name);
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  if (!place || written.get(place) === fresh.innerHTML) return;
  written.set(place, fresh.innerHTML);
  place.replaceChildren(fresh.content);
}

function refused(status, answer) {
  if (answer.error === 'NEW_GRID') return askToReload(answer);
  if (answer.error === 'CLOSED') {
    // Kept in this tab, should the evaluation be opened again.
    halted = true;
    tell(words.changed, answer.message);
    return;
  }
  if (status === 409) return settle(answer);
  if (status === 422) {
    unanswered = undefined;
    dirty = true;
    // All the rest is stored when one field alone is still half written.
    if (answer.pieces) showKept(answer);
    markProblems(answer.problems);
    tell(words.changed, answer.message);
    return;
  }
  halted = true;
  if (status !== 401) return tell(words.changed, words.refused);
  // Leaving to open the activity again loses nothing then, and needs no warning. Frames without third-party
  // cookies have no storage either.
  leaving = remembered() !== null;
  tell(words.changed, leaving ? words.session : words.sessionUnkept);
}

/** Both versions side by side; the form's own submission settles them. */
function settle(answer) {
  halted = true;
  settling = true;
  revision.value = answer.revision;
  show('conflict', answer.pieces.conflict);
  freeze();
  tell(words.changed, answer.message);
  piece('conflict').scrollIntoView({ block: 'start' });
  piece('conflict').focus();
}

/** Everything is stored, on a grid that this page does not show. */
function askToReload(answer) {
  unanswered = undefined;
  halted = true;
  if (!dirty) forget();
  freeze();
  tell('', answer.message);
}

function freeze() {
  for (const part of form.querySelectorAll(
    '.presence, .occasion-fields, .criteria, .overall, .note, .adjust, .decide__buttons',
  ))
    part.inert = true;
}

function markProblems(problems) {
  for (const old of form.querySelectorAll('[data-problem]')) old.remove();
  for (const field of form.querySelectorAll('textarea, input[type="text"], input[type="date"]')) {
    const problem = problems[field.name];
    field.toggleAttribute('aria-invalid', false);
    if (!problem) continue;
    field.setAttribute('aria-invalid', 'true');
    const line = Object.assign(document.createElement('p'), {
      className: 'field__problem',
      textContent: problem,
    });
    line.dataset.problem = '';
    (field.closest('[data-field]') ?? field).after(line);
  }
}

/** What an earlier page could not save. A page that says « done » comes after one that could. */
function restore() {
  const asked = new URLSearchParams(location.search);
  const done = asked.has('done');
  // What was told once is not told again; the group that the teacher goes through stays.
  const group = asked.get('group');
  const within = group === null ? '' : `?${new URLSearchParams({ group })}`;
  history.replaceState(null, '', `${location.pathname}${within}${location.hash}`);
  if (done) return forget();
  const kept = remembered();
  if (kept === null) return;
  const fields = new URLSearchParams(kept);
  const mine = withoutOrigin(fields);
  if (mine === withoutOrigin(new URLSearchParams(snapshot()))) return forget();
  for (const [name, value] of fields) {
    if (name === 'gridVersion') continue;
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  for (const remark of form.querySelectorAll('.remark')) {
    remark.open ||= remark.querySelector('textarea').value !== '';
  }
  for (const adjust of form.querySelectorAll('.adjust'))
    adjust.open ||= [...adjust.querySelectorAll('input, textarea')].some(({ value }) => value !== '');
  dirty = true;
  tell(words.changed, words.found);
  save();
}

function withoutOrigin(fields) {
  const rest = new URLSearchParams(fields);
  for (const name of ['revision', 'base', 'gridVersion', 'action']) rest.delete(name);
  return rest.toString();
}

form.addEventListener('input', ({ target }) =>
  changed(target.matches('textarea, [type="text"]') ? 600 : 200),
);

// Clearing both fields says it all, even while what stands in them cannot be saved.
form.elements.namedItem('unadjust')?.addEventListener('click', (event) => {
  event.preventDefault();
  for (const field of form.querySelectorAll('.adjust :is(input, textarea)')) field.value = '';
  form.elements.namedItem('adjustedMark').focus();
  changed(0);
});

form.addEventListener('submit', async (event) => {
  // Submitting again from inside this event would be ignored, so what is saved already goes as it is.
  if (settling || leaving || (!unsaved() && !underWay)) {
    leaving = true;
    forget();
    return;
  }
  event.preventDefault();
  if (!(await save())) return;
  leaving = true;
  form.requestSubmit(event.submitter);
});

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[href]');
  if (!link || !unsaved() || halted || event.ctrlKey || event.metaKey) return;
  if (link.getAttribute('href').startsWith('#') || link.target) return;
  event.preventDefault();
  if (await save()) location.assign(link.href);
});

addEventListener('beforeunload', (event) => {
  if (unsaved() && !leaving) event.preventDefault();
});
addEventListener('online', () => unsaved() && save());
document.addEventListener('visibilitychange', () => document.hidden && unsaved() && !halted && save());
addEventListener('pageshow', (event) => event.persisted && location.reload());

for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true;
restore();
hearEarlier(form);
