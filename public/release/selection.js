// Ticks the whole list at once, and counts. Without this file links do it, on a page of their own.
const boxes = [...document.querySelectorAll('.pick [name="learner"]')];
const heads = [...document.querySelectorAll('[data-pick-all]')];
const form = document.querySelector('[data-selected]');
const label = form?.querySelector('[data-count]');
const plain = label?.textContent;

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  label.textContent = ticked === 0 ? plain : label.dataset.count.replace('%d', ticked);
  for (const head of heads) {
    head.checked = ticked === boxes.length;
    head.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}

function tick(all) {
  for (const box of boxes) box.checked = all;
  count();
}

if (form) {
  for (const head of heads) {
    head.closest('[hidden]').hidden = false;
    head.addEventListener('change', () => tick(head.checked));
  }
  for (const link of form.querySelectorAll('[data-tick]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      tick(link.dataset.tick === 'all');
    });
  }
  for (const box of boxes) box.addEventListener('change', count);
  // A page that comes back from the browser's memory has its boxes as they were left.
  addEventListener('pageshow', count);
  count();
}
