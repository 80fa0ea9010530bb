// Puts a chosen file into the form's text, where its lines can be seen and corrected before anything is sent.
const field = document.querySelector('[data-file-field]');
const input = field.querySelector('input');
const told = field.querySelector('[data-told]');
const text = document.querySelector('#text');
const BYTES_PER_CHARACTER = 4;

field.hidden = false;

/** Spreadsheets still save Western files in the Windows code page. */
function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

input.addEventListener('change', async () => {
  const [file] = input.files;
  if (!file) return;
  const tooLarge = file.size > Number(field.dataset.most) * BYTES_PER_CHARACTER;
  told.textContent = tooLarge ? field.dataset.tooLarge : file.name;
  if (tooLarge) return;
  text.value = decoded(await file.arrayBuffer());
  text.focus();
  text.setSelectionRange(0, 0);
  text.scrollTop = 0;
});
