// Sends the form that adds evidence, with its progress. Whatever fails, the form keeps what was chosen and typed.
import { lighter } from './lighter.js';

// Besides those of HTTP
const OFFLINE = 0;
const STOPPED = -1;

let request;
let preparing = false;

export const beingSent = () => request !== undefined || preparing;

/**
 * The page that the server answers when it took the evidence; undefined when it did not, and then the form says
 * why.
 */
export async function sendForm(form, progressed) {
  const words = form.dataset;
  clearProblems(form);
  const body = new FormData(form);
  if (body.get('kind') !== 'file') body.delete('file');
  const [file] = body.get('kind') === 'file' ? form.elements.file.files : [];
  const sending = showSending(form);
  try {
    if (file) {
      preparing = true;
      sending.say(words.preparing);
      const light = await lighter(file);
      if (light.size > Number(words.maximum)) return told(form, words.tooLarge);
      body.set('file', light, light.name);
    }
    const answer = await post(form, body, (percent) => {
      sending.progress(percent, percent === 100 ? words.working : words.progress.replace('%d', percent));
      progressed(percent);
    });
    return taken(form, answer);
  } finally {
    preparing = false;
    request = undefined;
    sending.hide();
  }
}

function post(form, body, progressed) {
  const xhr = new XMLHttpRequest();
  request = xhr;
  const { _csrf: csrf } = form.elements;
  const stop = form.querySelector('[data-evidence-cancel]');
  stop.addEventListener('click', () => xhr.abort(), { once: true });
  return new Promise((resolve) => {
    xhr.upload.addEventListener('progress', ({ loaded, total }) => {
      progressed(Math.floor((100 * loaded) / total));
    });
    xhr.addEventListener('load', () => resolve({ status: xhr.status, page: xhr.response }));
    xhr.addEventListener('error', () => resolve({ status: OFFLINE }));
    xhr.addEventListener('abort', () => resolve({ status: STOPPED }));
    xhr.open('POST', form.action);
    xhr.responseType = 'document';
    xhr.setRequestHeader('Accept', 'text/html');
    xhr.setRequestHeader('X-CSRF-Token', csrf.value);
    xhr.send(body);
  });
}

function taken(form, { status, page }) {
  const words = form.dataset;
  if (status === STOPPED) return told(form, words.cancelled);
  if (status === OFFLINE || status >= 500) return told(form, words.offline);
  if (status === 401) return told(form, words.session);
  const fresh = page?.querySelector('[data-evidence-panel]');
  if (status < 300 && fresh) return page;
  return fresh ? showProblems(form, fresh) : told(form, words.refused);
}

function told(form, text) {
  form.querySelector('[data-evidence-trouble]').textContent = text;
  form.querySelector('[type="submit"], button:not([type])').focus();
}

function showSending(form) {
  const place = form.querySelector('[data-evidence-sending]');
  const bar = place.querySelector('progress');
  const said = place.querySelector('[data-evidence-said]');
  form.classList.add('is-sending');
  place.hidden = false;
  bar.value = 0;
  return {
    say: (text) => (said.textContent = text),
    progress(percent, text) {
      bar.value = percent;
      said.textContent = text;
    },
    hide() {
      form.classList.remove('is-sending');
      place.hidden = true;
    },
  };
}

function clearProblems(form) {
  // What was done before is no answer to this one; where it can be undone, it still can.
  form.closest('[data-evidence-panel]').querySelector('[data-evidence-notice]:not(:has(form))')?.remove();
  form.querySelector('[data-evidence-trouble]').textContent = '';
  for (const problem of form.querySelectorAll('[data-problem]')) problem.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
}

/** The server's words, beside our own fields: a file that was chosen cannot be put into another form. */
function showProblems(form, fresh) {
  for (const problem of fresh.querySelectorAll('[data-problem]')) {
    const { id, ariaInvalid } = fresh.querySelector(`[aria-describedby~="${problem.id}"]`);
    const field = form.querySelector(`#${id}`);
    field.setAttribute('aria-invalid', ariaInvalid ?? 'true');
    field.setAttribute(
      'aria-describedby',
      `${field.getAttribute('aria-describedby') ?? ''} ${problem.id}`.trim(),
    );
    field.closest('.field').append(document.adoptNode(problem));
  }
  form.querySelector('[aria-invalid]')?.focus();
}
