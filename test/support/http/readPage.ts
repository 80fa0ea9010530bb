import { Element } from './element.js';

const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'col', 'rect', 'path', 'circle']);
/** Their content is text until their own end tag. */
const TEXT_ONLY = new Set(['script', 'style', 'textarea', 'title']);

const TAG = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gi;
const ATTRIBUTE = /([^\s=/"]+)(?:=(?:"([^"]*)"|([^\s"]+)))?/g;

/**
 * The tree of a page, as much of HTML as our pages use.
 * Throws where a tag is not closed by its own end tag, so that every page a test opens is well formed.
 */
export function readPage(html: string): Element {
  const root = new Element('#page', new Map());
  let open = root;
  let from = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    addText(open, html.slice(from, tag.index));
    from = TAG.lastIndex;
    const [whole, slash, rawName, rest = ''] = tag;
    const name = rawName?.toLowerCase();
    if (name === undefined) continue;
    if (slash) {
      if (open.name !== name || !open.parent) throw new Error(`</${name}> closes <${open.name}>`);
      open = open.parent;
      continue;
    }
    const element = new Element(name, attributesOf(rest), open);
    open.children.push(element);
    if (VOID.has(name) || whole.endsWith('/>')) continue;
    open = element;
    if (!TEXT_ONLY.has(name)) continue;
    const end = html.toLowerCase().indexOf(`</${name}`, from);
    addText(element, html.slice(from, end));
    from = end;
    TAG.lastIndex = end;
  }
  if (open !== root) throw new Error(`<${open.name}> is never closed`);
  addText(root, html.slice(from));
  return root;
}

function addText(element: Element, raw: string): void {
  if (raw !== '') element.children.push(decoded(raw));
}

function attributesOf(text: string): Map<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(
    ([, name = '', quoted, bare]) => [name.toLowerCase(), decoded(quoted ?? bare ?? '')] as const,
  );
  return new Map(pairs);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

/** What the templates' escaping writes. */
const decoded = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
