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
  dragLines(editor.querySelector('[data-items]'), changeAndRefresh);
  form.addEventListener('input', (event) => {
    if (!event.target.closest('[data-tree]')) changeAndRefresh();
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter?.value === 'save') leaving = true;
    else void press(event, editor, form);
  });
}

/** Sends the form as its button would, and shows the answer in place. */
async function press(event, editor, form) {
  event.preventDefault();
  const { submitter } = event;
  const open = openDetails(editor);
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-editor]');
    if (!fresh) throw new Error('no editor in the answer');
    editor.replaceWith(document.adoptNode(fresh));
    changed = true;
    start();
    for (const element of openDetails(fresh, true)) if (open.has(element.dataset.key)) element.open = true;
    fresh.querySelector('[autofocus]')?.focus();
  } catch {
    // The browser shows what is wrong: a session that ended, no connection.
    leaving = true;
    const action = document.createElement('input');
    Object.assign(action, { type: 'hidden', name: submitter.name, value: submitter.value });
    form.append(action);
    form.submit();
  }
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
