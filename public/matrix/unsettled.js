import { cellKey } from './pending.js';

/** Strokes that are not stored: where a colleague was first, both values; where nothing can be, why. */
export class Unsettled {
  #all = new Map();

  constructor(root, { keep, understood, back }) {
    this.panel = root.querySelector('[data-settle]');
    this.list = root.querySelector('[data-settle-list]');
    this.what = root.querySelector('[data-settle-what]');
    this.templates = {
      conflict: root.querySelector('template[data-conflict]'),
      refusal: root.querySelector('template[data-refusal]'),
    };
    this.keep = keep;
    this.understood = understood;
    this.back = back;
  }

  /** Between two values only the teacher can choose. */
  conflict(stroke, view) {
    const item = this.#item('conflict', view);
    item.querySelector('[data-keep="mine"]').addEventListener('click', () => {
      this.take(cellKey(stroke));
      this.keep(stroke, view.value, stroke.to);
    });
    item.querySelector('[data-keep="theirs"]').addEventListener('click', () => {
      this.take(cellKey(stroke));
      this.keep(stroke, view.value, view.value);
    });
    this.#add(stroke, item, view.value);
  }

  refusal(stroke, view) {
    const item = this.#item('refusal', view);
    item.querySelector('[data-understood]').addEventListener('click', () => {
      this.take(cellKey(stroke));
      this.understood();
    });
    this.#add(stroke, item);
  }

  has = (key) => this.#all.get(key)?.theirs !== undefined;

  /** Forgets what there was of a cell, and gives it. */
  take(key) {
    const one = this.#all.get(key);
    if (!one) return undefined;
    const hadFocus = one.item.contains(document.activeElement);
    const next = one.item.nextElementSibling ?? one.item.previousElementSibling;
    one.item.remove();
    this.#all.delete(key);
    this.#show();
    if (hadFocus && next) next.querySelector('button').focus();
    else if (hadFocus) this.back();
    return one;
  }

  strokes = () => [...this.#all.values()].map(({ stroke }) => stroke);

  #item(kind, view) {
    const item = this.templates[kind].content.firstElementChild.cloneNode(true);
    for (const name of ['name', 'text', 'who', 'mine', 'theirs', 'why']) {
      const place = item.querySelector(`[data-${name}]`);
      if (place) place.textContent = view[name] ?? '';
      if (place && view.isFrench && (name === 'mine' || name === 'theirs')) place.lang = 'fr';
    }
    return item;
  }

  #add(stroke, item, theirs) {
    this.take(cellKey(stroke));
    this.#all.set(cellKey(stroke), { stroke, item, theirs });
    this.list.append(item);
    this.#show();
  }

  #show() {
    this.panel.hidden = this.#all.size === 0;
    this.what.hidden = [...this.#all.values()].every(({ theirs }) => theirs === undefined);
  }
}
