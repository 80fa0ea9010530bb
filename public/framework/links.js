/** Copies the address of a code that is clicked, and prints. Without this module a code is an ordinary link. */
const announcement = document.getElementById('framework-copied');
const SHOWN_MS = 1800;

document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-copied]');
  if (!link || event.ctrlKey || event.metaKey) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return; // refused by the browser: the address bar holds the link
  }
  announcement.textContent = `${link.dataset.copied} : ${link.hash.slice(1)}`;
  link.classList.add('code--copied');
  setTimeout(() => link.classList.remove('code--copied'), SHOWN_MS);
});

const print = document.querySelector('[data-print]');
print.hidden = false;
print.addEventListener('click', () => window.print());
