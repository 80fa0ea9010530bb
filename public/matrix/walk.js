/** Moves the focus through the table: one stop at a time is in the order of Tab. */
export class Walk {
  #at = { line: 1, place: 1 };

  constructor(table, sheet, onMove) {
    this.sheet = sheet;
    this.onMove = onMove;
    const heads = [...table.tHead.rows].at(-1).cells;
    // Links are the stops of the heads, so that Enter follows them.
    const stop = (cell) => cell.querySelector('a') ?? cell;
    this.lines = [heads, ...sheet.rows.map(({ line }) => line.cells)].map((cells) => [...cells].map(stop));
    for (const one of table.querySelectorAll('a')) one.tabIndex = -1;
    this.#stop().tabIndex = 0;
    table.addEventListener('focusin', ({ target }) => this.#arrive(target));
  }

  #stop = ({ line, place } = this.#at) => this.lines[line]?.[place];

  /** The row and the column where the focus is; undefined over the heads. */
  get row() {
    return this.sheet.rows[this.#at.line - 1];
  }

  get column() {
    return this.sheet.columns[this.#at.place - 1];
  }

  get cell() {
    return this.row?.cells[this.column?.index];
  }

  /** @returns whether there was somewhere to go. */
  go(line, place) {
    const next = this.#stop({ line, place });
    if (!next) return false;
    next.tabIndex = 0;
    next.focus();
    return true;
  }

  by = (lines, places) => this.go(this.#at.line + lines, this.#at.place + places);

  to = (cell) => this.go(cell.row.index + 1, cell.column.index + 1);

  back = () => this.go(this.#at.line, this.#at.place);

  ends(last, whole) {
    const line = whole ? (last ? this.sheet.rows.length : 1) : this.#at.line;
    return this.go(line, last ? this.sheet.columns.length : 1);
  }

  /** The next cell of the row, then of the next row. False at the table's end, where Tab leaves it. */
  tab(step) {
    const { columns, rows } = this.sheet;
    const place = this.#at.place + step;
    if (place >= 1 && place <= columns.length) return this.by(0, step);
    const line = this.#at.line + step;
    return line >= 1 && line <= rows.length && this.go(line, step > 0 ? 1 : columns.length);
  }

  /** On to the next cell that can be set, down the column or along the row; then the next one's first. */
  advance(direction) {
    const { rows, columns } = this.sheet;
    if (!this.cell) return this.by(1, 0);
    const order =
      direction === 'down'
        ? columns.flatMap(({ index }) => rows.map(({ cells }) => cells[index]))
        : rows.flatMap(({ cells }) => cells);
    const rest = order.slice(order.indexOf(this.cell) + 1);
    return this.to(rest.find(({ row }) => this.sheet.isOpen(row)) ?? this.cell);
  }

  #arrive(target) {
    const element = target.closest('td, th');
    const line = this.lines.findIndex((stops) => stops[0].closest('tr') === element.parentElement);
    const before = this.#stop();
    this.#at = { line, place: element.cellIndex };
    if (this.#stop() !== before) before.tabIndex = -1;
    this.onMove();
  }
}
