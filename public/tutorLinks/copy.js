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

// Asking where the frame does not allow it would be told in the console.
const mayAsk = () => document.featurePolicy?.allowsFeature('clipboard-write') !== false;

async function copy(field) {
  try {
    if (!mayAsk()) return copySelected(field);
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return copySelected(field);
  }
}

function copySelected(field) {
  field.focus();
  field.select();
  return document.execCommand('copy');
}
