import { mongo } from 'mongoose';
import { EmbeddedCollection } from './embeddedCollection.js';
import { EmbeddedCursor } from './embeddedCursor.js';
import type { EmbeddedStore } from './embeddedStore.js';
import { NotSupported } from './notSupported.js';
import { refuseTheRest } from './refuseTheRest.js';
import { ErrorCode, serverError } from './serverError.js';

/** The methods of the MongoDB driver's Db that we use. */
export class EmbeddedDatabase {
  readonly #collections = new Map<string, EmbeddedCollection>();

  constructor(private readonly store: EmbeddedStore) {}

  get databaseName(): string {
    return this.store.options.databaseName;
  }

  collection(name: string): EmbeddedCollection {
    const known = this.#collections.get(name) ?? new EmbeddedCollection(this.store, name);
    this.#collections.set(name, known);
    return known;
  }

  async createCollection(name: string, options: object = {}): Promise<EmbeddedCollection> {
    const [option] = Object.entries(options).find(([, value]) => value !== undefined && value !== null) ?? [];
    if (option !== undefined) throw new NotSupported(`The collection option ${option}`);
    const taken = () =>
      serverError(ErrorCode.namespaceExists, `Collection ${this.databaseName}.${name} already exists.`);
    if (this.store.read((catalogue) => catalogue.find(name))) throw taken();
    await this.store.write((catalogue) => {
      if (catalogue.find(name)) throw taken();
      catalogue.create(name);
    });
    return this.collection(name);
  }

  listCollections(): EmbeddedCursor<{ name: string; type: 'collection' }> {
    return new EmbeddedCursor(() =>
      this.store.read(({ names }) => names.map((name) => ({ name, type: 'collection' as const }))),
    );
  }

  /** Takes `scrub` alone, which MongoDB does not know. */
  async command(command: Readonly<Record<string, unknown>>): Promise<{ ok: 1 }> {
    const [name] = Object.keys(command);
    if (name !== 'scrub') throw new NotSupported(`The command ${name}`);
    this.store.scrub();
    return { ok: 1 };
  }
}

refuseTheRest(EmbeddedDatabase.prototype, mongo.Db.prototype);
