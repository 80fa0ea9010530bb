// The whole table by keyboard: digits choose a level, letters the rest; each stroke is saved by itself.
import { say } from './say.js';
import { Sheet } from './sheet.js';
import { soon } from './soon.js';
import { Strokes } from './strokes.js';
import { Undo } from './undo.js';
import { Walk } from './walk.js';

const root = document.querySelector('[data-sheet]');
const table = root.querySelector('[data-matrix]');
if (table) begin();

function begin() {
  const words = root.dataset;
  const palette = root.querySelector('.palette');
  const keys = root.querySelector('[data-keys]');
  const button = (name) => root.querySelector(`[data-do="${name}"]`);
  const undo = new Undo();
  let direction = 'down';
  let filling;
  let held; // keys for a dialog that is on its way

  const strokes = new Strokes(root, {
    show: (key, value) => sheet.show(key, value),
    refresh: (row) => sheet.refresh(row),
    back: () => walk.back(),
    freeze: () => {
      for (const part of root.querySelectorAll('[data-tools], [data-scroll]')) part.inert = true;
    },
    words: ({ learner, criterion, to }) => ({
      name: sheet.rows.find((row) => row.learner === learner)?.name ?? learner,
      text: sheet.columns.find((column) => column.criterion === criterion)?.head.dataset.text ?? '',
      mine: criterion === undefined ? (sheet.presences.get(to) ?? to) : sheet.name(to),
    }),
  });
  const sheet = new Sheet(table, palette, strokes);
  const walk = new Walk(table, sheet, showHere);
  const bringFilling = soon(() => import('./filling.js'));

  function showHere() {
    const { row, column } = walk;
    for (const old of table.querySelectorAll('.is-row, .is-column'))
      old.classList.remove('is-row', 'is-column');
    row?.line.querySelector('.name').classList.add('is-row');
    column?.head.classList.add('is-column');
    const facts = {
      start: row || column ? '' : undefined,
      name: row?.name ?? '',
      text: column?.head.dataset.text ?? '',
      about: row?.line.dataset.closed ?? column?.head.dataset.about ?? '',
    };
    for (const [name, text] of Object.entries(facts)) {
      if (text !== undefined) root.querySelector(`[data-here-${name}]`).textContent = text;
    }
  }

  function carryOut(step) {
    for (const { cell, to } of step) cell.value = to;
    strokes.add(step);
    button('undo').disabled = undo.done.length === 0;
    button('redo').disabled = undo.undone.length === 0;
  }

  function perform(step) {
    if (step.length === 0) return;
    undo.add(step);
    carryOut(step);
  }

  function set(to, goesOn = true) {
    const { cell, row } = walk;
    if (!cell) return;
    const why = sheet.whyNot(row, words);
    if (why) return say(why);
    if (cell.value !== to) perform([{ cell, from: cell.value, to }]);
    say(`${row.name} : ${sheet.name(to)}`);
    if (goesOn) walk.advance(direction);
  }

  function setPresence(presence) {
    const { row } = walk;
    if (!row) return;
    if (row.line.dataset.closed !== undefined) return say(row.line.dataset.closed);
    const cell = row.presence;
    const to = cell.value === presence ? 'present' : presence;
    perform([{ cell, from: cell.value, to }]);
    say(`${row.name} : ${sheet.presences.get(to) ?? words.present}`);
    if (to !== 'present') walk.advance('down');
  }

  /** What somebody else changed since stays as it is. */
  function takeBack(step, done) {
    if (!step) return say(words.nothingToUndo);
    const mine = step.filter(({ cell, from }) => cell.value === from && !strokes.isUnsettled(cell.key));
    carryOut(mine);
    const [first] = mine;
    if (first) walk.to(first.cell.column ? first.cell : first.cell.row.cells[0]);
    say(mine.length < step.length ? `${done}. ${words.movedOn}` : done);
  }

  function fill(step) {
    perform(step);
    walk.back();
    say(words.filled.replace('{n}', step.length));
  }

  function turn() {
    direction = direction === 'down' ? 'right' : 'down';
    for (const one of root.querySelectorAll('[data-direction]'))
      one.hidden = one.dataset.direction !== direction;
    say(words[direction]);
  }

  /** The learner's own page, at this criterion; coming back finds the same cell. */
  function openLearner() {
    const { row, column, cell } = walk;
    if (!cell) return;
    history.replaceState({ learner: row.learner, criterion: column.criterion }, '');
    const address = new URL(row.line.querySelector('a').href);
    address.searchParams.set('phrases', column.criterion);
    address.hash = `comment-${column.index}`;
    strokes.leaveFor(address.href);
  }

  const doings = {
    undo: () => takeBack(undo.undo(), words.undone),
    redo: () => takeBack(undo.redo(), words.redone),
    async fill() {
      const { row, column } = walk;
      if (held || !(row || column)) return;
      held = [];
      try {
        const { Filling } = await bringFilling();
        filling ??= new Filling(root.querySelector('[data-filling]'), sheet, fill);
        filling.open(row, column);
        // What it cannot do is left to the teacher, with all that follows.
        held.every((event) => filling.press(event));
      } catch {
        strokes.tell(words.lacking);
      } finally {
        held = undefined;
      }
    },
    direction: turn,
    keys: () => keys.showModal(),
  };

  const moves = {
    ArrowUp: () => walk.by(-1, 0),
    ArrowDown: () => walk.by(1, 0),
    ArrowLeft: () => walk.by(0, -1),
    ArrowRight: () => walk.by(0, 1),
  };

  const letters = {
    n: () => set('notJudged'),
    a: () => setPresence('absent'),
    e: () => setPresence('excused'),
    d: turn,
    r: doings.fill,
    '?': doings.keys,
    Delete: () => set('', false),
    Backspace: () => set('', false),
    Escape: () => button('keys').focus(),
  };

  /** Digits by their place: on a French keyboard they need Shift, and `1` is `&`. */
  function action({ code, key, shiftKey, ctrlKey, target }) {
    if (key === 'Tab') return walk.tab.bind(walk, shiftKey ? -1 : 1);
    if (key === 'Home' || key === 'End') return () => walk.ends(key === 'End', ctrlKey);
    if (moves[key]) return moves[key];
    if (ctrlKey) return undefined;
    const digit = key.length === 1 && key !== '?' && /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1];
    if (digit)
      return digit < sheet.looks.size - 1 ? () => set([...sheet.looks.keys()][digit - 1]) : undefined;
    if (key === 'Enter') return target.matches('a') ? undefined : openLearner;
    return letters[key.length === 1 ? key.toLowerCase() : key];
  }

  table.addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return;
    if (held) {
      held.push(event);
      return event.preventDefault();
    }
    const act = action(event);
    if (!act) return;
    const isAtEnd = act() === false;
    // There Tab leaves the table.
    if (event.key !== 'Tab' || !isAtEnd) event.preventDefault();
  });

  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest('dialog, input, textarea'))
      return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!isRedo && key !== 'z') return;
    event.preventDefault();
    (isRedo ? doings.redo : doings.undo)();
  });

  table.addEventListener('click', ({ target }) => {
    const element = target.closest('.cell');
    if (!element) return;
    const row = sheet.rows.find(({ line }) => line === element.parentElement);
    walk.to(row.cells.find((cell) => cell.element === element));
  });

  function press({ target }) {
    const chosen = target.closest('button')?.dataset;
    if (!chosen) return;
    if (chosen.do) return doings[chosen.do]();
    if (chosen.presenceChoice) setPresence(chosen.presenceChoice);
    else set(chosen.value, chosen.value !== '');
    walk.back();
  }

  for (const tools of root.querySelectorAll('[data-tools]')) {
    // A click on a level is for the cell that has the focus, which keeps it.
    tools.addEventListener('mousedown', (event) => event.preventDefault());
    tools.addEventListener('click', press);
    tools.hidden = false;
  }

  for (const filter of root.querySelectorAll('[data-filter]')) {
    filter.addEventListener('change', async () => {
      if (await strokes.save()) filter.form.requestSubmit();
    });
  }

  for (const one of root.querySelectorAll('[data-without-script]')) one.hidden = true;
  strokes.restore();
  soon(async () => {
    const { beside } = await import('./beside.js');
    beside({ root, table, strokes, sheet });
  });
  const { learner, criterion } = history.state ?? {};
  const here = sheet.rows
    .find((row) => row.learner === learner)
    ?.cells.find((cell) => cell.criterion === criterion);
  const open = sheet.rows
    .filter(sheet.isOpen)
    .flatMap(({ cells }) => cells.filter(({ value }) => value === ''));
  const first = here ?? open.toSorted((a, b) => a.column.index - b.column.index)[0];
  // On a phone the table is not shown.
  if (first && table.checkVisibility()) walk.to(first);
}
