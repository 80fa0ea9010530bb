import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BareTable {
  readonly url: string;
  stop(): Promise<void>;
}

/** The least that a table can be: a page of cells; a digit is written where the focus is, which goes on below. */
const SCRIPT = `document.addEventListener('keydown', ({ key, target }) => {
  if (!target.matches('td')) return;
  target.textContent = key;
  const below = target.parentElement.nextElementSibling ?? target.closest('tbody').firstElementChild;
  below.cells[target.cellIndex].focus();
});`;

const STYLE = 'td { width: 3rem; height: 2.2rem; border: 1px solid } table { border-collapse: collapse }';

/** Serves a bare table of so many cells. */
export async function serveBareTable(rows: number, columns: number): Promise<BareTable> {
  const row = `<tr>${'<td class="cell" tabindex="-1">1</td>'.repeat(columns)}</tr>`;
  const page = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Bare</title><style>${STYLE}</style>
<table><tbody>${row.repeat(rows)}</tbody></table><script>${SCRIPT}</script></html>`;
  const server = createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end(page));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
