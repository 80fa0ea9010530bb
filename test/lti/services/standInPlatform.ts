import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A request as it arrived; `url` is path and query. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** `hang` never answers; a function writes the answer itself. */
export type Answer = Reply | 'hang' | ((response: ServerResponse) => void);

/** A loopback server that answers as a test says, and keeps what it was asked. */
export interface StandInPlatform {
  readonly origin: string;
  readonly received: Received[];
  /** Most requests that were under way at one moment. */
  readonly busiest: () => number;
  answer: (request: Received) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

export async function startPlatform(): Promise<StandInPlatform> {
  const received: Received[] = [];
  let underWay = 0;
  let busiest = 0;
  const server = createServer(async (message, response) => {
    underWay += 1;
    busiest = Math.max(busiest, underWay);
    response.once('close', () => (underWay -= 1));
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = message;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(request);
    write(response, await platform.answer(request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const platform: StandInPlatform = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    received,
    busiest: () => busiest,
    answer: () => ({}),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return platform;
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (typeof answer === 'function') {
    answer(response);
    return;
  }
  const { status = 200, statusText, headers = {}, body = '' } = answer;
  response.writeHead(status, statusText, headers).end(body);
}

/** A message between Moodle 4.5 and a tool, from test/fixtures/moodle-4.5. */
interface RecordedCall {
  readonly request: { readonly url: string; readonly body?: unknown };
  readonly response: {
    readonly status: number;
    readonly statusText?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

const MOODLE = 'http://moodle.localhost:8081';

const fixtures = path.join(import.meta.dirname, '../../fixtures/moodle-4.5');

export function recordedCall(file: string, name: string): RecordedCall {
  const recording = JSON.parse(readFileSync(path.join(fixtures, `${file}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
  const calls = (recording['calls'] ?? recording) as Record<string, RecordedCall>;
  const call = calls[name];
  if (!call) throw new Error(`No « ${name} » in ${file}`);
  return call;
}

/** Moodle's answer, as if Moodle were at `origin`. */
export function recordedReply({ response }: RecordedCall, origin: string): Reply {
  const { status, statusText, headers, body } = response;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { link, 'content-type': type } = headers;
  return {
    status,
    ...(statusText !== undefined && { statusText }),
    headers: {
      ...(type !== undefined && { 'content-type': type }),
      ...(link !== undefined && { link: link.replaceAll(MOODLE, origin) }),
    },
    body: text.replaceAll(MOODLE, origin),
  };
}

/** An address of a recording, as if Moodle were at `origin`. */
export const atOrigin = (url: string, origin: string) => url.replace(MOODLE, origin);
