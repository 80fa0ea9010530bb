// Copies what stands beside a button. A platform's frame may keep the clipboard to itself: then the text is
// selected, and copied as the browser's menu would.
for (const part of document.querySelectorAll('[data-copy]')) {
  const field = part.querySelector('input, textarea');
  const button = part.querySelector('button');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const copied = await copy(field);
    if (!copied) return;
    const label = button.textContent;
    button.textContent = `✓ ${button.dataset.copied}`;
    setTimeout(() => {
      button.textContent = label;
    }, 3000);
  });
  field.addEventListener('focus', () => field.select());
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
