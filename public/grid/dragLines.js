// Lines that a pointer drags by their handle. A section takes its criteria along.
const EDGE = 80;
const SCROLL_STEP = 14;

export function dragLines(list, changed) {
  list.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest('[data-handle]');
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    const line = handle.closest('[data-item]');
    drag(list, line, event, changed);
  });
}

function drag(list, line, { pointerId }, changed) {
  const before = [...list.children];
  const group = groupOf(line);
  const scroller = document.scrollingElement;
  list.setPointerCapture(pointerId);
  for (const member of group) member.classList.add('item--dragged');

  function move({ clientY }) {
    if (clientY < EDGE) scroller.scrollBy(0, -SCROLL_STEP);
    if (clientY > innerHeight - EDGE) scroller.scrollBy(0, SCROLL_STEP);
    const others = [...list.children].filter((other) => !group.includes(other));
    const places = line.dataset.item === 'section' ? others.filter(startsSection) : others;
    const next = places.find((other) => clientY < middleOf(other));
    const lead = line.dataset.item === 'section' && next === undefined ? null : (next ?? null);
    if (group.at(-1).nextElementSibling === lead) return;
    for (const member of group) list.insertBefore(member, lead);
  }

  function end() {
    list.removeEventListener('pointermove', move);
    list.removeEventListener('pointerup', end);
    list.removeEventListener('pointercancel', end);
    for (const member of group) member.classList.remove('item--dragged');
    if (before.some((child, index) => child !== list.children[index])) changed();
  }

  list.addEventListener('pointermove', move);
  list.addEventListener('pointerup', end);
  list.addEventListener('pointercancel', end);
}

const startsSection = (line) => line.dataset.item === 'section';

const middleOf = (line) => {
  const { top, height } = line.getBoundingClientRect();
  return top + height / 2;
};

function groupOf(line) {
  const group = [line];
  if (!startsSection(line)) return group;
  for (let next = line.nextElementSibling; next && !startsSection(next); next = next.nextElementSibling)
    group.push(next);
  return group;
}
