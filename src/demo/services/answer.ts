import type { Response } from 'express';

/** What a service answers, before faults. */
export interface Answer {
  readonly status: number;
  /** HTTP status text; Moodle puts its reasons there. */
  readonly reason?: string;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that Moodle tells in a small JSON document. */
export class ServiceRefusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Uncaught PHP exceptions reach the client as nginx's own page. */
export class GatewayFailure extends Error {}

/** `json_encode` without flags: slashes and everything beyond ASCII are escaped. */
export const phpJson = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const jsonAnswer = (contentType: string, value: unknown, status = 200): Answer => ({
  status,
  contentType: `${contentType}; charset=utf-8`,
  body: phpJson(value),
});

export const badGateway: Answer = {
  status: 502,
  contentType: 'text/html',
  body: [
    '<html>',
    '<head><title>502 Bad Gateway</title></head>',
    '<body>',
    '<center><h1>502 Bad Gateway</h1></center>',
    '<hr><center>nginx/1.22.1</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n'),
};

/** Headers carry UTF-8 bytes as they are; Node writes one byte for each character. */
const utf8Bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

export function send(res: Response, { status, reason, contentType, body, headers = {} }: Answer): void {
  if (reason) res.statusMessage = utf8Bytes(reason);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, utf8Bytes(value));
  // Not `res.send`: it would put its own charset and ETag.
  res.writeHead(status, { 'Content-Type': contentType }).end(Buffer.from(body));
}
