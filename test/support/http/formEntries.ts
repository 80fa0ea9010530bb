import type { Element } from './element.js';

/** What stands in a form's controls: the page's values, then what a test typed. */
export class FormEntries {
  readonly #typed = new Map<Element, string>();
  readonly #checked = new Set<Element>();

  constructor(private readonly form: Element) {
    for (const input of form.all('input')) if (input.attributes.has('checked')) this.#checked.add(input);
  }

  set(field: Element, value: string): void {
    this.#typed.set(field, value);
  }

  /** Radio buttons of one name exclude each other. */
  check(box: Element): void {
    if (box.attribute('type') === 'radio') {
      for (const other of this.#checked) {
        if (other.attribute('name') === box.attribute('name')) this.#checked.delete(other);
      }
    }
    this.#checked.add(box);
  }

  /** In the order of the page, as a browser sends them. */
  read(button?: Element): URLSearchParams {
    const entries = new URLSearchParams();
    for (const control of this.form.all('input', 'select', 'textarea', 'button')) {
      const name = control.attribute('name');
      const value = this.#valueOf(control, button);
      if (name !== undefined && value !== undefined && !control.attributes.has('disabled')) {
        entries.append(name, value);
      }
    }
    return entries;
  }

  #valueOf(control: Element, button: Element | undefined): string | undefined {
    if (control.name === 'button') return control === button ? (control.attribute('value') ?? '') : undefined;
    const typed = this.#typed.get(control);
    if (typed !== undefined) return typed;
    if (control.name === 'textarea') return control.value;
    if (control.name === 'select') return selected(control);
    const type = control.attribute('type');
    if (type === 'checkbox' || type === 'radio') {
      return this.#checked.has(control) ? (control.attribute('value') ?? 'on') : undefined;
    }
    return control.attribute('value') ?? '';
  }
}

function selected(select: Element): string {
  const options = select.all('option');
  const option = options.find((one) => one.attributes.has('selected')) ?? options[0];
  return option?.attribute('value') ?? option?.text ?? '';
}
