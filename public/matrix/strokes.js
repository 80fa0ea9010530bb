import { keep, kept } from './keptInTab.js';
import { cellKey, Pending } from './pending.js';
import { say } from './say.js';
import { soon } from './soon.js';

const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;
/** Strokes of a quick hand go together. */
const PAUSE = 150;

/**
 * Keeps the strokes of a page saved while they are made: what is not acknowledged stays in the tab, and goes again
 * in its order.
 *
 * @param page what the page does: `show(key, value?)` draws a cell as it stands, `refresh(row)` a learner as stored,
 *   `words(stroke)` names one, `back()` takes the focus, `freeze()` lets nothing more be set.
 */
export class Strokes {
  /** Strokes so far: who asks for something and finds more when it comes has asked too early. */
  made = 0;
  #pending;
  #unsettled; // from the first that is to be settled
  #bringUnsettled = soon(() => import('./unsettled.js'));
  #underWay; // the saving that runs
  #halted = false; // nothing more can be saved from this page
  #leaving = false;
  #retry = FIRST_RETRY;
  #told = ''; // what is wrong
  #most; // strokes at once
  #timer;

  constructor(root, page) {
    this.root = root;
    this.words = root.dataset;
    this.page = page;
    this.#most = Number(this.words.most);
    const before = kept(this.words.key);
    this.#pending = new Pending(before);
    // What was to be settled is sent again, and found again if it still is.
    for (const stroke of before?.unsettled ?? []) this.#pending.add(stroke);
    this.#listen();
  }

  /** To be called once the page can draw. */
  restore() {
    if (this.#pending.size === 0) return;
    for (const stroke of [...this.#pending.flight, ...this.#pending.waiting.values()])
      this.page.show(cellKey(stroke), stroke.to);
    this.tell(this.words.found);
    this.save();
  }

  /** @param step [{ cell: { learner, criterion? }, from, to }], made at once. */
  add(step) {
    this.made += step.length;
    for (const { cell, from, to } of step) {
      const { learner, criterion } = cell;
      // Who has seen both values and sets a third one has settled it.
      const seen = this.#unsettled?.take(cellKey(cell))?.theirs ?? from;
      this.#pending.add({ learner, criterion, from: seen, to, version: this.words.version });
    }
    this.#changed(step.map(({ cell }) => cellKey(cell)));
  }

  isWaiting = (key) => this.#pending.wish(key) !== undefined;

  isUnsettled = (key) => this.#unsettled?.has(key) === true;

  /** One saving at a time; true when everything is acknowledged. */
  save() {
    clearTimeout(this.#timer);
    this.#underWay ??= this.#saveAll().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  #changed(keys = []) {
    this.#remember();
    for (const key of keys) this.page.show(key);
    this.#progress();
    clearTimeout(this.#timer);
    if (!this.#halted && this.#pending.size > 0) this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  #settle(stroke, theirs, value) {
    this.made += 1;
    if (value === theirs) this.page.show(cellKey(stroke), theirs);
    else this.#pending.add({ ...stroke, from: theirs, to: value, version: this.words.version });
    this.#changed([cellKey(stroke)]);
  }

  async #saveAll() {
    while (this.#pending.size > 0) {
      if (this.#halted) return false;
      const batch = this.#pending.batch(this.#most);
      this.#remember();
      this.#state(this.words.saving);
      const answer = await this.#post(batch);
      if (answer) this.#accept(answer, batch);
      else if (this.#pending.flight.length > 0 || this.#halted) return false;
    }
    return true;
  }

  async #post(batch) {
    const strokes = batch.map(({ version: _version, ...stroke }) => stroke);
    try {
      const response = await fetch(this.words.sheet, {
        method: 'POST',
        body: new URLSearchParams({ gridVersion: batch[0].version, strokes: JSON.stringify(strokes) }),
        headers: { 'X-CSRF-Token': this.words.csrf, Accept: 'application/json' },
      });
      if (response.status === 429 || response.status >= 500) return this.#later();
      const answer = await response.json();
      if (!response.ok) return await this.#refused(response.status, answer, batch);
      if (answer.conflicts.length > 0 || answer.refused.length > 0) await this.#readyToSettle();
      return answer;
    } catch {
      return this.#later();
    }
  }

  /** What cannot be shown yet is not answered: the batch goes again, and meets the same. */
  async #readyToSettle() {
    const { Unsettled } = await this.#bringUnsettled();
    this.#unsettled ??= new Unsettled(this.root, {
      keep: (stroke, theirs, value) => this.#settle(stroke, theirs, value),
      understood: () => this.#changed(),
      back: () => this.page.back(),
    });
  }

  #later() {
    this.tell(this.#remember() ? this.words.offline : this.words.unkept);
    this.#timer = setTimeout(() => this.save(), this.#retry);
    this.#retry = Math.min(this.#retry * 2, LONGEST_RETRY);
  }

  #accept(answer, batch) {
    this.#pending.answered();
    this.#retry = FIRST_RETRY;
    this.#most = Number(this.words.most);
    const sent = new Map(batch.map((stroke) => [cellKey(stroke), stroke]));
    for (const key of sent.keys()) this.#unsettled?.take(key);
    for (const view of answer.conflicts) this.#meet(sent.get(cellKey(view)), view);
    for (const view of answer.refused) this.#refuse(sent.get(cellKey(view)), view);
    for (const row of answer.rows) this.page.refresh(row);
    for (const key of sent.keys()) this.page.show(key);
    this.#remember();
    if (answer.gridVersion !== this.words.version) return this.#freeze(answer.message);
    this.tell('');
    if (answer.conflicts.length > 0) say(this.words.conflict);
    if (this.#pending.size === 0) this.#state(answer.saved);
  }

  /** A later stroke on the same cell is on its way, and will meet the same. */
  #meet(stroke, view) {
    if (!this.#pending.waiting.has(cellKey(stroke))) this.#unsettled.conflict(stroke, view);
  }

  #refuse(stroke, view) {
    this.#unsettled.refusal(stroke, view);
    this.page.show(cellKey(stroke), stroke.from);
  }

  async #refused(status, answer, batch) {
    if (status === 400 || status === 413) {
      // One of them cannot be taken: the others are not to wait for it.
      if (batch.length > 1) {
        this.#most = 1;
        this.#pending.takeBack();
        return;
      }
      await this.#readyToSettle();
      this.#pending.answered();
      this.#refuse(batch[0], { ...this.page.words(batch[0]), why: answer.message });
      this.#changed();
      return;
    }
    this.#halted = true;
    if (status !== 401) return this.tell(this.words.refused);
    // Leaving to open the activity again loses nothing then, and needs no warning.
    this.#leaving = this.#remember();
    this.tell(this.#leaving ? this.words.session : this.words.sessionUnkept);
  }

  /** Everything that could be is stored, on a grid that this page does not show. */
  #freeze(message) {
    this.#halted = true;
    this.#leaving = this.#remember();
    this.page.freeze();
    this.tell(message);
  }

  /** @returns whether it outlives this page. */
  #remember() {
    const unsettled = this.#unsettled?.strokes() ?? [];
    const isNeeded = this.#pending.size > 0 || unsettled.length > 0;
    return keep(this.words.key, isNeeded ? { ...this.#pending.toJSON(), unsettled } : undefined);
  }

  /** What is wrong: said once, and told until a saving succeeds. */
  tell(sentence) {
    if (sentence && sentence !== this.#told) say(this.#counted(sentence));
    this.#told = sentence;
    this.#progress();
  }

  #progress() {
    const waits = this.#pending.size > 0;
    document.body.classList.toggle('is-unsaved', waits);
    this.root.querySelector('[data-trouble]').textContent = this.#counted(this.#told);
    this.#state(waits ? this.#counted(this.words.waiting) : '');
  }

  #counted = (sentence) => sentence.replace('{n}', this.#pending.size);

  #state(text) {
    this.root.querySelector('[data-save-state]').textContent = text;
  }

  #listen() {
    const isUnsaved = () => this.#pending.size > 0;
    addEventListener('beforeunload', (event) => {
      if (isUnsaved() && !this.#leaving) event.preventDefault();
    });
    addEventListener('online', () => isUnsaved() && !this.#halted && this.save());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && isUnsaved() && !this.#halted) this.save();
    });
    addEventListener('pageshow', (event) => event.persisted && location.reload());
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href]');
      if (!link || !isUnsaved() || this.#halted || event.ctrlKey || event.metaKey || link.target) return;
      if (link.getAttribute('href').startsWith('#')) return;
      event.preventDefault();
      this.leaveFor(link.href);
    });
  }

  /** Goes to another page once nothing waits any more. */
  async leaveFor(address) {
    if (await this.save()) location.assign(address);
  }
}
