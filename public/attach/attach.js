// Livens the picker up: search as one types, whole competencies, counts and a preview. Without it the form's
// own buttons do the same.
import { livePreview } from './livePreview.js';
import { searchTree } from './searchTree.js';

const form = document.querySelector('[data-picker]');
const total = form.querySelector('[data-total]');
const refreshSoon = livePreview(form.dataset.previewUrl, form, form.querySelector('[data-preview]'));

for (const element of form.querySelectorAll('[data-no-script]')) element.hidden = true;
searchTree(form);

const competencies = [...form.querySelectorAll('[data-competency]')].map((element) => ({
  element,
  boxes: [...element.querySelectorAll('[name=criteria]')],
  whole: element.querySelector('[data-whole]'),
  block: element.closest('[data-block]'),
}));

const totalText = (n) =>
  (n === 0 ? total.dataset.none : n === 1 ? total.dataset.one : total.dataset.other).replace('%d', n);

function recount() {
  const perBlock = new Map();
  let all = 0;
  for (const { element, boxes, whole, block } of competencies) {
    const chosen = boxes.filter((box) => box.checked).length;
    element.querySelector('[data-count-chosen]').textContent = chosen;
    whole.checked = chosen === boxes.length;
    whole.indeterminate = chosen > 0 && chosen < boxes.length;
    perBlock.set(block, (perBlock.get(block) ?? 0) + chosen);
    all += chosen;
  }
  for (const [block, chosen] of perBlock)
    block.querySelector('summary [data-count-chosen]').textContent = chosen;
  total.textContent = totalText(all);
}

form.addEventListener('change', (event) => {
  const whole = event.target.closest('[data-whole]');
  if (whole) {
    const { boxes } = competencies.find((competency) => competency.whole === whole);
    for (const box of boxes) box.checked = whole.checked;
  }
  recount();
  refreshSoon();
});
form.addEventListener('input', (event) => {
  if (!event.target.closest('[data-search]')) refreshSoon();
});
recount();
