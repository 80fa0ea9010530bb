import { cellKey } from './pending.js';

/** The table as its script has it: rows of cells, each with the value that the teacher sees. */
export class Sheet {
  #cells = new Map();

  constructor(table, palette, { isWaiting, isUnsettled }) {
    this.columns = [...table.querySelectorAll('th[data-criterion]')].map((head, index) => ({
      index,
      head,
      criterion: head.dataset.criterion,
      done: head.querySelector('[data-done]'),
    }));
    this.looks = new Map(
      [...palette.querySelectorAll('[data-value]')].map((one) => [one.dataset.value, one.dataset]),
    );
    this.presences = new Map(
      [...palette.querySelectorAll('[data-presence-choice]')].map((one) => [
        one.dataset.presenceChoice,
        one.querySelector('span').textContent,
      ]),
    );
    this.commented = table.dataset.commented;
    this.isWaiting = isWaiting;
    this.isUnsettled = isUnsettled;
    this.rows = [...table.querySelectorAll('tr[data-learner]')].map((line, index) => this.#row(line, index));
  }

  #row(line, index) {
    const { learner } = line.dataset;
    const row = { index, line, learner, name: line.querySelector('.name a').textContent };
    row.presence = this.#cell({ row, learner, element: line, value: line.dataset.presence });
    row.cells = [...line.querySelectorAll('.cell')].map((element, place) =>
      this.#cell({
        row,
        learner,
        element,
        column: this.columns[place],
        criterion: this.columns[place].criterion,
        value: element.dataset.v,
      }),
    );
    return row;
  }

  #cell(cell) {
    cell.key = cellKey(cell);
    this.#cells.set(cell.key, cell);
    return cell;
  }

  /** Why nothing can be set in a row; undefined when it can. */
  whyNot = ({ line, presence }, words) =>
    line.dataset.closed ?? (presence.value === 'present' ? undefined : words.setAside);

  isOpen = ({ line, presence }) => line.dataset.closed === undefined && presence.value === 'present';

  /** Draws a cell, with another value where one is given. Cells of other pages' filters are not here. */
  show(key, value) {
    const cell = this.#cells.get(key);
    if (!cell) return;
    if (value !== undefined) cell.value = value;
    if (cell.column) this.#draw(cell);
    else this.#drawPresence(cell);
  }

  #draw({ key, element, value, row, column }) {
    const look = this.looks.get(value) ?? { look: '', code: '?', label: value };
    const isCommented = element.classList.contains('is-commented');
    element.className = `cell ${look.look}`;
    element.classList.toggle('is-commented', isCommented);
    element.classList.toggle('is-waiting', this.isWaiting(key));
    element.classList.toggle('is-unsettled', this.isUnsettled(key));
    element.textContent = look.code;
    element.lang = look.french === undefined ? '' : 'fr';
    element.setAttribute('aria-label', this.name(value, isCommented));
    this.#count(row, column);
  }

  /** A value in words. */
  name(value, isCommented = false) {
    const { code, label } = this.looks.get(value) ?? { code: '?', label: value };
    return `${code} ${label}${isCommented ? `, ${this.commented}` : ''}`.trim();
  }

  #drawPresence({ row, value, key }) {
    const { line } = row;
    line.dataset.presence = value;
    const absence = line.querySelector('[data-absence]');
    absence.textContent = this.presences.get(value) ?? '';
    absence.classList.toggle('is-waiting', this.isWaiting(key));
    for (const column of this.columns) this.#count(row, column);
  }

  #count({ line, cells }, column) {
    const judged = cells.filter(({ value }) => value !== '').length;
    line.querySelector('[data-count]').textContent = `${judged}/${cells.length}`;
    const counted = this.rows.filter(
      (row) => row.presence.value === 'present' && row.line.dataset.left === undefined,
    );
    const done = counted.filter((row) => row.cells[column.index].value !== '').length;
    column.done.textContent = `${done}/${counted.length}`;
  }

  /** A learner as stored; what waits or is to be settled stays as the teacher set it. */
  refresh({ learner, values, presence, closed, state, mark }) {
    const row = this.rows.find((one) => one.learner === learner);
    if (!row) return;
    const isFree = ({ key }) => !this.isWaiting(key) && !this.isUnsettled(key);
    if (closed) row.line.dataset.closed = closed;
    else delete row.line.dataset.closed;
    if (isFree(row.presence) && row.presence.value !== presence) this.show(row.presence.key, presence);
    for (const cell of row.cells) {
      const value = values[cell.column.index];
      if (isFree(cell) && cell.value !== value) this.show(cell.key, value);
    }
    const pill = row.line.querySelector('[data-state] .state');
    pill.textContent = state.label;
    pill.className = `state state--${state.tone}`;
    const markPlace = row.line.querySelector('[data-mark]');
    if (markPlace) markPlace.textContent = mark;
  }
}
