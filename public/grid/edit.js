// Livens the editor up: its buttons work without leaving the page, lines are dragged, the preview follows. Without
// it every button sends the form and comes back with the change.
import { livePreview } from '../attach/livePreview.js';
import { searchTree } from '../attach/searchTree.js';
import { dragLines } from './dragLines.js';

let changed = false;
let leaving = false;
document.documentElement.classList.add('is-live');

function start() {
  const editor = document.querySelector('[data-editor]');
  const form = editor.querySelector('[data-form]');
  const refreshSoon = livePreview(editor.dataset.previewUrl, form, editor.querySelector('[data-preview]'));
  const changeAndRefresh = () => {
    changed = true;
    refreshSoon();
  };

  for (const element of editor.querySelectorAll('[data-no-script]')) element.hidden = true;
  searchTree(editor.querySelector('[data-tree]'));
  const list = editor.querySelector('[data-items]');
  dragLines(list, () => {
    allowMoves(list);
    changeAndRefresh();
  });
  form.addEventListener('input', (event) => {
    if (!event.target.closest('[data-tree]')) changeAndRefresh();
  });
  form.addEventListener('submit', (event) => {
    if (['save', 'saveAndUse'].includes(event.submitter?.value)) leaving = true;
    else void press(event, editor, form);
  });
}

/** Sends the form as its button would, and shows the answer in place. */
async function press(event, editor, form) {
  event.preventDefault();
  const { submitter } = event;
  const body = new URLSearchParams(new FormData(form, submitter));
  // What is typed before the answer comes would go with the page it was typed in.
  editor.inert = true;
  try {
    // `form.action` is the list of buttons of that name.
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-editor]');
    if (fresh) show(editor, fresh);
    else sendAsPage(form, submitter);
  } catch {
    editor.inert = false;
    editor.querySelector('[data-offline]').hidden = false;
    submitter.focus();
  }
}

function show(editor, fresh) {
  const open = openDetails(editor);
  // In a platform's frame the browser refuses the attribute, and says so; a script may.
  const first = fresh.querySelector('[autofocus]');
  first?.removeAttribute('autofocus');
  editor.replaceWith(document.adoptNode(fresh));
  changed = true;
  start();
  for (const element of openDetails(fresh, true)) if (open.has(element.dataset.key)) element.open = true;
  first?.focus();
}

/** The answer is another page, which says what is wrong: a session that has ended. */
function sendAsPage(form, { name, value }) {
  leaving = true;
  const action = document.createElement('input');
  Object.assign(action, { type: 'hidden', name, value });
  form.append(action);
  form.submit();
}

/** The arrows of each line, once lines were dragged: a section moves past sections only. */
function allowMoves(list) {
  const lines = [...list.children].filter((line) => !line.classList.contains('item--removed'));
  lines.forEach((line, index) => {
    const passes = (other) => line.dataset.item === 'criterion' || other.dataset.item === 'section';
    line.querySelector('[id^=up-]').disabled = !lines.slice(0, index).some(passes);
    line.querySelector('[id^=down-]').disabled = !lines.slice(index + 1).some(passes);
  });
}

/** What was unfolded stays so. */
function openDetails(editor, all = false) {
  const details = [...editor.querySelectorAll('details')];
  for (const element of details) {
    const line = element.closest('[data-item]')?.querySelector('[name=item]')?.value ?? '';
    element.dataset.key = `${line} ${element.className} ${element.querySelector('summary').textContent.split(' ')[0]}`;
  }
  return all ? details : new Set(details.filter(({ open }) => open).map(({ dataset }) => dataset.key));
}

addEventListener('beforeunload', (event) => {
  if (changed && !leaving) event.preventDefault();
});
start();
