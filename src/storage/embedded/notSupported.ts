/** Something of MongoDB that the embedded store leaves out, asked for by our own code. */
export class NotSupported extends Error {
  readonly code = 'NOT_SUPPORTED';

  constructor(what: string) {
    super(`${what} is not supported by the embedded store`);
    this.name = new.target.name;
  }
}
