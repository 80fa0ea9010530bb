import type { Log } from '../../src/web/log.js';

interface LoggedError {
  readonly facts: object;
  readonly message: string;
}

/** Writes nothing, and keeps what must not happen: a test whose app logged an error fails. */
export class TestLog implements Log {
  readonly #errors: LoggedError[] = [];
  readonly #infos: string[] = [];

  info(facts: object, message: string): void {
    this.#infos.push(JSON.stringify({ ...facts, message }));
  }

  /** The lines of no alarm since this was last asked. */
  takeInfos(): readonly string[] {
    return this.#infos.splice(0);
  }

  /** Queries without an index are slow at a thousand times the size. */
  warn(facts: object, message: string): void {
    this.#errors.push({ facts, message });
  }

  error(facts: object, message: string): void {
    this.#errors.push({ facts, message });
  }

  /** Takes the errors that a test wants, or throws the first. */
  takeErrors(): readonly LoggedError[] {
    return this.#errors.splice(0);
  }

  throwIfErrors(): void {
    const [first] = this.takeErrors();
    if (!first) return;
    const { err, ...facts } = first.facts as { err?: unknown };
    throw new Error(`the app logged: ${first.message} ${JSON.stringify(facts)}`, { cause: err });
  }
}
