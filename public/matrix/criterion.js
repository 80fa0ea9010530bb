// One criterion for the whole class: each choice is saved by itself. Without this file the form's buttons do it.
import { hearEarlier } from '../evaluation/hearEarlier.js';
import { cellKey } from './pending.js';
import { say } from './say.js';
import { Strokes } from './strokes.js';
import { Undo } from './undo.js';

const root = document.querySelector('[data-sheet]');
const form = root.querySelector('[data-class]');
const words = root.dataset;
const undoButton = root.querySelector('[data-do="undo"]');
const undo = new Undo();

const learners = [...form.querySelectorAll('[data-learner]')].map((element) => {
  const { learner, criterion, presence, v } = element.dataset;
  return {
    element,
    learner,
    name: element.querySelector('.one__name').textContent,
    presence: { learner, value: presence },
    level: { learner, criterion, value: v },
  };
});
const cells = new Map();
for (const one of learners) {
  for (const cell of [one.presence, one.level]) cells.set(cellKey(cell), { cell, one });
}

const strokes = new Strokes(root, {
  show(key, value) {
    const found = cells.get(key);
    if (!found) return;
    if (value !== undefined) found.cell.value = value;
    draw(found.one);
  },
  refresh({ learner, presence, values, closed }) {
    const one = learners.find((other) => other.learner === learner);
    if (!one) return;
    const index = Number(form.dataset.index);
    for (const [cell, value] of [
      [one.presence, presence],
      [one.level, values[index]],
    ]) {
      const key = cellKey(cell);
      if (!strokes.isWaiting(key) && !strokes.isUnsettled(key)) cell.value = value;
    }
    one.element.disabled = closed !== '';
    draw(one);
  },
  back: () => form.querySelector('input:checked')?.focus(),
  freeze: () => {
    form.inert = true;
  },
  words: ({ learner, to }) => ({
    name: learners.find((one) => one.learner === learner)?.name ?? learner,
    text: document.querySelector('h1').textContent,
    mine: to,
  }),
});

function draw({ element, presence, level }) {
  const isPresent = presence.value === 'present';
  const value = isPresent ? `present ${level.value}` : presence.value;
  for (const radio of element.querySelectorAll('input[type="radio"]')) radio.checked = radio.value === value;
  element.querySelector('[data-absence]').textContent = isPresent ? '' : words[presence.value];
  const keys = [cellKey(presence), cellKey(level)];
  element.classList.toggle('is-waiting', keys.some(strokes.isWaiting));
  element.classList.toggle('is-unsettled', keys.some(strokes.isUnsettled));
  const counted = learners.filter((one) => one.presence.value === 'present');
  const done = counted.filter((one) => one.level.value !== '').length;
  root.querySelector('[data-progress]').textContent = words.progress
    .replace('{done}', done)
    .replace('{total}', counted.length);
}

function carryOut(step) {
  for (const { cell, to } of step) cell.value = to;
  strokes.add(step);
  undoButton.disabled = undo.done.length === 0;
}

function perform(step) {
  if (step.length === 0) return;
  undo.add(step);
  carryOut(step);
}

form.addEventListener('input', ({ target }) => {
  const element = target.closest('[data-learner]');
  if (!element || target.type !== 'radio') return;
  const { presence, level } = learners.find((one) => one.element === element);
  const [wished, chosen] = target.value.split(/ (.*)/s);
  perform(
    [
      { cell: presence, from: presence.value, to: wished },
      { cell: level, from: level.value, to: chosen ?? level.value },
    ].filter(({ from, to }) => from !== to),
  );
});

undoButton.addEventListener('click', () => {
  const step = undo.undo() ?? [];
  const mine = step.filter(({ cell, from }) => cell.value === from && !strokes.isUnsettled(cellKey(cell)));
  carryOut(mine);
  say(mine.length < step.length ? `${words.undone}. ${words.movedOn}` : words.undone);
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.submitter?.value !== 'fill') return;
  const to = form.elements.fill.value;
  if (!to) return;
  const open = learners.filter(
    ({ element, presence, level }) =>
      !element.dataset.closed && presence.value === 'present' && level.value === '',
  );
  perform(open.map(({ level }) => ({ cell: level, from: '', to })));
  say(words.filled.replace('{n}', open.length));
});

undoButton.hidden = false;
for (const one of form.querySelectorAll('[data-with-script]')) one.hidden = false;
for (const one of form.querySelectorAll('[data-without-script]')) one.hidden = true;
strokes.restore();
hearEarlier(form);
