import assert from 'node:assert/strict';
import { FormData } from 'undici';
import type { BrowserSession, Fetched, FetchOptions } from './browserSession.js';
import { oneSpace, type Element } from './element.js';
import { FormEntries } from './formEntries.js';
import { readPage } from './readPage.js';

interface Loaded {
  readonly url: URL;
  readonly answer: Fetched;
  /** The window's own address, for a page in a frame. */
  readonly top: URL | undefined;
  /** Every address on the way, redirects too. */
  readonly visited: readonly URL[];
}

type Name = string | RegExp;

/** A page as its reader has it: what it says, its links by their text, its fields by their label. */
export class Page {
  readonly url: URL;
  readonly top: URL | undefined;
  readonly visited: readonly URL[];
  readonly status: number;
  readonly headers: Fetched['headers'];
  readonly html: string;
  readonly document: Element;
  readonly #entries = new Map<Element, FormEntries>();
  readonly #files = new Map<Element, { readonly content: Buffer; readonly name: string }>();

  constructor(
    readonly browser: BrowserSession,
    { url, answer, top, visited }: Loaded,
  ) {
    this.url = url;
    this.top = top;
    this.visited = visited;
    this.status = answer.status;
    this.headers = answer.headers;
    this.html = answer.body;
    this.document = readPage(/html/.test(String(answer.headers['content-type'])) ? answer.body : '');
  }

  get text(): string {
    return (this.document.all('main')[0] ?? this.document).text;
  }

  /** For the message of a failed assertion. */
  get summary(): string {
    return `${this.status} ${this.url.pathname}: ${this.text.slice(0, 300)}`;
  }

  get heading(): string {
    return this.document.all('h1')[0]?.text ?? '';
  }

  /** `error.ejs` shows it small, for the person that one asks for help. */
  get code(): string | undefined {
    return /Code : ([A-Z_]+)/.exec(this.text)?.[1];
  }

  /** The cells of a table's row, by the name that heads it. */
  row(name: Name): readonly string[] {
    const row = this.document.all('tr').find((one) => matches(one.all('th')[0]?.text, name));
    assert.ok(row, `no row « ${name} » in « ${this.heading} »`);
    return row.all('td').map((cell) => cell.text);
  }

  // Ways on

  link(name: Name): Element {
    return this.#one('a', name, (element) => element.text);
  }

  /** Follows a link where its `target` says: `_blank` is a window of its own. */
  follow(name: Name): Promise<Page> {
    const link = this.link(name);
    const url = new URL(link.attribute('href') ?? '', this.url);
    const framed = link.attribute('target') === undefined;
    return this.browser.navigate({ url, from: this.url, ...(framed && { top: this.top }) });
  }

  /** An address of the same session that no link leads to. */
  visit(path: string): Promise<Page> {
    return this.browser.navigate({ url: new URL(path, this.url), from: this.url, top: this.top });
  }

  reload(): Promise<Page> {
    return this.visit(this.url.href);
  }

  /** What the page's frame shows. */
  frame(): Promise<Page> {
    const frame = this.document.all('iframe')[0];
    assert.ok(frame, `no frame in « ${this.heading} »`);
    const url = new URL(frame.attribute('src') ?? '', this.url);
    return this.browser.navigate({ url, from: this.url, top: this.top ?? this.url });
  }

  fetch(path: string, options?: FetchOptions): Promise<Fetched> {
    return this.browser.fetch(new URL(path, this.url), this, options);
  }

  // Forms

  /** The field with this label, in the order of the page. */
  field(label: Name): Element {
    const { document } = this;
    const labelled = document.all('label').find((one) => matches(one.text, label));
    const target = labelled?.attribute('for');
    const found =
      (target === undefined ? labelled?.all('input', 'select', 'textarea')[0] : document.byId(target)) ??
      document.all('input', 'select', 'textarea').find((one) => matches(this.#ariaName(one), label));
    assert.ok(found, `no field « ${label} » in « ${this.heading} »`);
    return found;
  }

  fill(label: Name, value: string): this {
    const field = this.field(label);
    this.#entriesOf(field).set(field, value);
    return this;
  }

  /** Chooses a file. */
  attach(label: Name, content: Buffer, name: string): this {
    this.#files.set(this.field(label), { content, name });
    return this;
  }

  tick(label: Name): this {
    const box = this.field(label);
    this.#entriesOf(box).check(box);
    return this;
  }

  /** A radio button of the group whose legend holds the name. */
  choose(group: Name, option: Name): this {
    const fieldset = this.document.all('fieldset').find((one) => matches(one.all('legend')[0]?.text, group));
    const radio = fieldset
      ?.all('label')
      .find((one) => matches(one.text, option))
      ?.all('input')[0];
    assert.ok(radio, `no « ${option} » in « ${group} »`);
    this.#entriesOf(radio).check(radio);
    return this;
  }

  /** What the form of this field would send now. */
  entriesWith(label: Name): URLSearchParams {
    return this.#entriesOf(this.field(label)).read();
  }

  button(name: Name): Element {
    return this.#one('button', name, (element) => element.text);
  }

  press(name: Name): Promise<Page> {
    return this.pressWith(name, () => {});
  }

  /** Sends the form of a button with other values than the page's own. */
  pressWith(name: Name, change: (entries: URLSearchParams) => void): Promise<Page> {
    return this.pressNth(name, 0, change);
  }

  /** Sends the form of one of several buttons of this name, counted from 0 in the order of the page. */
  pressNth(name: Name, place: number, change: (entries: URLSearchParams) => void = () => {}): Promise<Page> {
    const button = this.document.all('button').filter(({ text }) => matches(text, name))[place];
    assert.ok(button, `no button ${place} « ${name} » in « ${this.heading} »`);
    const form = this.#formOf(button);
    assert.ok(form, `« ${name} » is in no form`);
    const entries = this.#entriesIn(form).read(button);
    const own = button.attribute('name');
    // A button may stand elsewhere on the page than its form.
    if (own !== undefined && button.closest('form') !== form)
      entries.append(own, button.attribute('value') ?? '');
    change(entries);
    return this.#submit(form, entries, button.attribute('formaction'));
  }

  #formOf(button: Element): Element | undefined {
    const id = button.attribute('form');
    return id === undefined ? button.closest('form') : this.document.byId(id);
  }

  get postsItself(): boolean {
    return this.#ownForm !== undefined;
  }

  /** Where the page's script posts, and what. */
  formToPost(): { readonly url: URL; readonly fields: URLSearchParams } {
    const form = this.#ownForm;
    assert.ok(form, `« ${this.heading} » posts nothing by itself`);
    const url = new URL(form.attribute('action') ?? '', this.url);
    return { url, fields: this.#entriesOf(form).read() };
  }

  /** Posts what the page's script would, unless `change` says otherwise. */
  postItself(change: (entries: URLSearchParams) => void = () => {}): Promise<Page> {
    const { url, fields } = this.formToPost();
    change(fields);
    return this.browser.navigate({ url, fields, from: this.url, top: this.top });
  }

  /** Forms that our scripts post as soon as they run. */
  get #ownForm(): Element | undefined {
    return this.document
      .all('form')
      .find((form) => form.attributes.has('data-auto-submit') || form.attributes.has('data-return'));
  }

  #submit(form: Element, fields: URLSearchParams, action = form.attribute('action')): Promise<Page> {
    const url = new URL(action || this.url.href, this.url);
    if (form.attribute('method') === 'get') {
      url.search = fields.toString();
      return this.browser.navigate({ url, from: this.url, top: this.top });
    }
    const isMultipart = form.attribute('enctype') === 'multipart/form-data';
    const sent = isMultipart ? this.#withFiles(form, fields) : fields;
    return this.browser.navigate({ url, fields: sent, from: this.url, top: this.top });
  }

  #withFiles(form: Element, fields: URLSearchParams): FormData {
    const sent = new FormData();
    for (const input of form.all('input'))
      if (input.attribute('type') === 'file') fields.delete(String(input.attribute('name')));
    for (const [name, value] of fields) sent.append(name, value);
    for (const [input, { content, name }] of this.#files) {
      if (input.closest('form') === form)
        sent.append(String(input.attribute('name')), new Blob([new Uint8Array(content)]), name);
    }
    return sent;
  }

  #entriesOf(field: Element): FormEntries {
    const form = field.closest('form');
    assert.ok(form, 'the field is in no form');
    return this.#entriesIn(form);
  }

  #entriesIn(form: Element): FormEntries {
    const entries = this.#entries.get(form) ?? new FormEntries(form);
    this.#entries.set(form, entries);
    return entries;
  }

  #ariaName(field: Element): string | undefined {
    const ids = field.attribute('aria-labelledby')?.split(' ') ?? [];
    const texts = ids.map((id) => this.document.byId(id)?.text ?? '');
    return texts.length > 0 ? texts.join(' ') : field.attribute('aria-label');
  }

  #one(tag: string, name: Name, textOf: (element: Element) => string): Element {
    const found = this.document.all(tag).find((element) => matches(textOf(element), name));
    const others = () => this.document.all(tag).map(textOf).join(' | ');
    assert.ok(found, `no ${tag} « ${name} » in « ${this.heading} »; there are: ${others()}`);
    return found;
  }
}

const matches = (text: string | undefined, name: Name): boolean =>
  text !== undefined &&
  (typeof name === 'string' ? oneSpace(text).includes(name) : name.test(oneSpace(text)));
