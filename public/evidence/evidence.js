// Evidence without leaving the page: in a dialog, where there is something beside it to go on with. Without this
// file links and forms do it.
const ownPage = document.querySelector('[data-evidence-panel]') !== null;
let dialog;
let opener; // what the dialog was opened from, by its key
let changed = false;
let chip;
let sender; // what sends files, once a form asks for one

const beingSent = () => sender?.beingSent() === true;
const panel = () => (dialog ?? document).querySelector('[data-evidence-panel]');

async function pageAt(url, options) {
  const response = await fetch(url, { ...options, headers: { Accept: 'text/html' } });
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

// The server wrote and escaped it, as it does the page's.
function show(page, wanted) {
  const fresh = document.adoptNode(page.querySelector('[data-evidence-panel]'));
  panel().replaceWith(fresh);
  enhance(fresh);
  const place = fresh.querySelector(wanted || '[data-evidence-notice]') ?? fresh.querySelector('h1');
  place.focus();
  place.scrollIntoView({ block: 'nearest' });
}

function enhance(place) {
  const form = place.querySelector('[data-evidence-add]');
  if (!form) return;
  void loadSender();
  if (matchMedia('(pointer: coarse)').matches) offerDevices(form);
}

async function loadSender() {
  try {
    sender ??= await import('./send.js');
  } catch {
    // The form goes by itself.
  }
}

function offerDevices(form) {
  const devices = form.querySelector('[data-evidence-devices]');
  devices.hidden = false;
  const { file } = form.elements;
  const { accept } = file;
  for (const button of devices.querySelectorAll('[data-capture]')) {
    button.addEventListener('click', () => {
      file.accept = button.dataset.capture;
      file.setAttribute('capture', 'environment');
      file.click();
      file.accept = accept;
      file.removeAttribute('capture');
    });
  }
}

function makeDialog({ close }) {
  dialog = document.createElement('dialog');
  dialog.className = 'evidence-dialog';
  dialog.setAttribute('aria-labelledby', 'evidence-title');
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button' });
  button.textContent = close;
  button.addEventListener('click', () => dialog.close());
  const place = document.createElement('section');
  place.dataset.evidencePanel = '';
  dialog.append(button, place);
  dialog.addEventListener('close', closed);
  document.body.append(dialog);
}

async function open(link) {
  const key = link.dataset.evidenceCompact;
  if (!dialog?.open && key !== undefined) opener = key;
  // What is on its way, or was typed and not sent, is still there.
  if (dialog && !dialog.open && (beingSent() || (isTyped() && dialog.dataset.from === link.href)))
    return reopen();
  let page;
  try {
    page = await pageAt(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  if (!dialog) makeDialog(page.querySelector('[data-evidence-panel]').dataset);
  dialog.dataset.from = link.href;
  if (!dialog.open) dialog.showModal();
  show(page, link.hash);
}

function reopen() {
  chip?.remove();
  chip = undefined;
  dialog.showModal();
}

function isTyped() {
  const form = panel().querySelector('[data-evidence-add]');
  return form !== null && ['title', 'text', 'link', 'file'].some((name) => form.elements[name].value !== '');
}

async function closed() {
  if (beingSent()) return showChip();
  if (changed) await refresh();
  document.querySelector(`[data-evidence-compact="${CSS.escape(opener ?? '')}"]`)?.focus();
}

/** What the page around tells of evidence, as the server tells it now. */
async function refresh() {
  changed = false;
  const selector = '[data-evidence-compact]';
  try {
    const page = await pageAt(location.pathname);
    for (const place of document.querySelectorAll(selector)) {
      const { evidenceCompact: key } = place.dataset;
      const fresh = page.querySelector(`[data-evidence-compact="${CSS.escape(key)}"]`);
      if (fresh) place.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The next page tells it.
  }
}

// A file that is on its way is still told of while the teacher goes on.
function showChip(text = panel().querySelector('[data-evidence-add]').dataset.chip.replace('%d', '0')) {
  if (!chip) {
    chip = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'button evidence-chip',
    });
    chip.addEventListener('click', reopen);
    document.body.append(chip);
  }
  chip.textContent = text;
}

function trouble(text) {
  const place = panel().querySelector('[data-evidence-trouble]') ?? panel().querySelector('.evidence__none');
  if (place) place.textContent = text;
}

async function change(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const page = await pageAt(form.action, { method: 'POST', body });
    changed = true;
    show(page);
  } catch {
    trouble(panel().dataset.offline);
  }
}

async function add(form) {
  const { chip: sending, failed } = form.dataset;
  const outcome = await sender.sendForm(form, (percent) => {
    if (chip) showChip(sending.replace('%d', percent));
  });
  if (outcome === undefined) {
    if (chip) showChip(failed);
    return;
  }
  chip?.remove();
  chip = undefined;
  changed = true;
  show(outcome);
  if (dialog && !dialog.open) await refresh();
}

// Before autosave, which would go where the link leads.
document.addEventListener(
  'click',
  (event) => {
    const link = event.target.closest('a[data-evidence-open]');
    if (!link || ownPage || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    void open(link);
  },
  true,
);

document.addEventListener('submit', (event) => {
  if (event.target.matches('[data-evidence-change]')) {
    event.preventDefault();
    void change(event.target);
  } else if (sender && event.target.matches('[data-evidence-add]')) {
    event.preventDefault();
    if (!beingSent()) void add(event.target);
  }
});

addEventListener('beforeunload', (event) => {
  if (beingSent()) event.preventDefault();
});

if (ownPage) enhance(panel());
