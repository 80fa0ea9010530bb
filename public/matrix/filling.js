/** Asks what to fill a column or a row with, telling what is empty and what is judged already. */
export class Filling {
  constructor(dialog, sheet, fill) {
    this.dialog = dialog;
    this.form = dialog.querySelector('form');
    this.sheet = sheet;
    this.form.addEventListener('input', () => this.#tell());
    this.form.addEventListener('keydown', (event) => this.#choose(event));
    dialog.addEventListener('close', () => {
      if (dialog.returnValue === 'fill') fill(this.#changes());
    });
  }

  /** @param column absent over the names; @param row absent over the heads. */
  open(row, column) {
    Object.assign(this, { row, column });
    const [wholeColumn, wholeRow] = this.form.elements.where;
    wholeColumn.disabled = !column;
    wholeRow.disabled = !row || !this.sheet.isOpen(row);
    (column ? wholeColumn : wholeRow).checked = true;
    this.form.elements.replace.checked = false;
    this.dialog.querySelector('[data-filling-column]').textContent = column?.head.dataset.text ?? '';
    this.dialog.querySelector('[data-filling-row]').textContent = row?.name ?? '';
    this.dialog.returnValue = '';
    this.#tell();
    this.dialog.showModal();
  }

  #cells() {
    const { sheet, row, column, form } = this;
    if (form.elements.where.value === 'row') return row.cells;
    return sheet.rows
      .filter((one) => sheet.isOpen(one) && one.line.dataset.left === undefined)
      .map(({ cells }) => cells[column.index]);
  }

  #changes() {
    const to = this.form.elements.level.value;
    return this.#cells()
      .filter(({ value }) => value === '' || (this.form.elements.replace.checked && value !== to))
      .map((cell) => ({ cell, from: cell.value, to }));
  }

  #tell() {
    const { dialog, form } = this;
    const judged = this.#cells().filter(({ value }) => value !== '').length;
    const text = (name, count) => dialog.dataset[name].replace('{n}', count);
    const kind = form.elements.replace.checked ? 'replaced' : 'kept';
    dialog.querySelector('[data-filling-empty]').textContent = text('empty', this.#cells().length - judged);
    dialog.querySelector('[data-filling-judged]').textContent = judged > 0 ? text(kind, judged) : '';
  }

  /** Does what a key pressed before the dialog was there asks of it. @returns whether it could. */
  press(event) {
    if (event.key === 'Enter') this.form.requestSubmit(this.form.querySelector('[value="fill"]'));
    else if (event.key === 'Escape') this.dialog.close();
    else if (event.key.startsWith('Arrow')) return this.#turn();
    else return this.#choose(event);
    return this.dialog.open;
  }

  /** As the arrows do by themselves where the dialog begins. @returns whether it could. */
  #turn() {
    const other = [...this.form.elements.where].find(({ checked, disabled }) => !checked && !disabled);
    if (!other || document.activeElement.name !== 'where') return false;
    other.checked = true;
    other.focus();
    this.#tell();
    return true;
  }

  /** @returns whether the key chooses a level. */
  #choose(event) {
    const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
    const levels = [...this.form.elements.level];
    const level = digit
      ? levels.slice(0, -1)[digit - 1]
      : event.key.toLowerCase() === 'n'
        ? levels.at(-1)
        : undefined;
    if (!level) return false;
    event.preventDefault();
    level.checked = true;
    level.focus();
    this.#tell();
    return true;
  }
}
