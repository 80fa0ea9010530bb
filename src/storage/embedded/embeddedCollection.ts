import { mongo } from 'mongoose';
import { bulkWriteError } from './bulkResult.js';
import { bulkWrite, type BulkOperation } from './bulkWrite.js';
import { checkOptions, documentQuery, one, type CommandOptions } from './commandOptions.js';
import { EmbeddedCursor } from './embeddedCursor.js';
import type { EmbeddedStore } from './embeddedStore.js';
import { findOneAndResult, updateResult } from './commandResults.js';
import { ID_INDEX, indexDescription, type IndexDescription } from './indexSpec.js';
import { projection } from './projection.js';
import { countDocuments, readDocuments, type DocumentQuery } from './readDocuments.js';
import { refuseTheRest } from './refuseTheRest.js';
import type { StoredCollection } from './storedCollection.js';
import { documentFromBytes, type StoredDocument } from './storedValue.js';
import { unreadFields } from './unreadFields.js';
import { operatorUpdate, replacement, type Update } from './update.js';
import { deleteDocuments, insertDocument, updateDocuments, type WriteContext } from './writeDocuments.js';

/** The methods of the MongoDB driver's Collection that we use, over the embedded store. */
export class EmbeddedCollection {
  constructor(
    private readonly store: EmbeddedStore,
    readonly collectionName: string,
  ) {}

  find(filter?: unknown, options: CommandOptions = {}): EmbeddedCursor<StoredDocument> {
    checkOptions(options);
    return new EmbeddedCursor(
      (chosen) => this.#documents(documentQuery(filter, chosen), chosen.projection),
      options,
    );
  }

  async findOne(filter?: unknown, options: CommandOptions = {}): Promise<StoredDocument | null> {
    return this.#documents(one(documentQuery(filter, options)), options.projection)[0] ?? null;
  }

  async countDocuments(filter?: unknown, options: CommandOptions = {}): Promise<number> {
    const query = documentQuery(filter, options);
    const { onSlowQuery } = this.store.options;
    return this.#read((collection) => (collection ? countDocuments(collection, query, onSlowQuery) : 0));
  }

  async estimatedDocumentCount(): Promise<number> {
    return this.countDocuments();
  }

  async insertOne(document: { _id?: unknown }, options: CommandOptions = {}) {
    const insertedId = await this.#write(options, (context) => insertDocument(context, document));
    return { acknowledged: true, insertedId };
  }

  async insertMany(documents: readonly { _id?: unknown }[], options: CommandOptions = {}) {
    const operations = documents.map((document) => ({ insertOne: { document } }));
    const { insertedCount, insertedIds } = await this.bulkWrite(operations, options);
    return { acknowledged: true, insertedCount, insertedIds };
  }

  async updateOne(filter: unknown, update: unknown, options: CommandOptions = {}) {
    return this.#update(one(documentQuery(filter, options)), operatorUpdate(update), options);
  }

  async updateMany(filter: unknown, update: unknown, options: CommandOptions = {}) {
    return this.#update(documentQuery(filter, options), operatorUpdate(update), options);
  }

  async replaceOne(filter: unknown, content: unknown, options: CommandOptions = {}) {
    return this.#update(one(documentQuery(filter, options)), replacement(content), options);
  }

  async deleteOne(filter: unknown, options: CommandOptions = {}) {
    return this.#delete(one(documentQuery(filter, options)), options);
  }

  async deleteMany(filter: unknown, options: CommandOptions = {}) {
    return this.#delete(documentQuery(filter, options), options);
  }

  async findOneAndUpdate(filter: unknown, update: unknown, options: CommandOptions = {}) {
    return this.#findOneAndChange(filter, operatorUpdate(update), options);
  }

  async findOneAndReplace(filter: unknown, content: unknown, options: CommandOptions = {}) {
    return this.#findOneAndChange(filter, replacement(content), options);
  }

  async findOneAndDelete(filter: unknown, options: CommandOptions = {}) {
    const query = one(documentQuery(filter, options));
    const project = projection(options.projection);
    const [deleted] = await this.#write(options, (context) => deleteDocuments(context, query));
    const outcome = { document: deleted && project(deleted), count: deleted ? 1 : 0 };
    return findOneAndResult(outcome, options);
  }

  async bulkWrite(operations: readonly BulkOperation[], options: CommandOptions = {}) {
    const run = bulkWrite(operations, options.ordered !== false);
    const result = await this.#write(options, (context) => run(context, (step) => this.store.attempt(step)));
    const error = bulkWriteError(result);
    if (error) throw error;
    return result;
  }

  async createIndex(key: unknown, options: Readonly<Record<string, unknown>> = {}): Promise<string> {
    checkOptions(options);
    return this.store.write((catalogue) =>
      catalogue.createIndex(catalogue.findOrCreate(this.collectionName), key, options),
    );
  }

  async createIndexes(indexes: readonly ({ key: unknown } & Record<string, unknown>)[]): Promise<string[]> {
    const names: string[] = [];
    for (const { key, ...options } of indexes) names.push(await this.createIndex(key, options));
    return names;
  }

  listIndexes(): EmbeddedCursor<IndexDescription> {
    return new EmbeddedCursor(() =>
      this.#read((collection) => [ID_INDEX, ...(collection?.indexes ?? []).map(({ spec }) => spec)]).map(
        indexDescription,
      ),
    );
  }

  async indexes(): Promise<IndexDescription[]> {
    return this.listIndexes().toArray();
  }

  async dropIndex(name: string): Promise<void> {
    await this.store.write((catalogue) => catalogue.dropIndex(catalogue.find(this.collectionName), name));
  }

  #read<T>(read: (collection: StoredCollection | undefined) => T): T {
    return this.store.read((catalogue) => read(catalogue.find(this.collectionName)));
  }

  #documents(query: DocumentQuery, fields: unknown): StoredDocument[] {
    const project = projection(fields);
    const { onSlowQuery } = this.store.options;
    const asked = { ...query, unread: unreadFields(fields, query) };
    return this.#read((collection) => (collection ? readDocuments(collection, asked, onSlowQuery) : [])).map(
      ({ document }) => project(document),
    );
  }

  #write<T>(options: CommandOptions, write: (context: WriteContext) => T): Promise<T> {
    checkOptions(options);
    const { onSlowQuery } = this.store.options;
    return this.store.write(
      (catalogue) => write({ collection: catalogue.findOrCreate(this.collectionName), onSlowQuery }),
      options.writeConcern?.j !== false,
    );
  }

  async #update(query: DocumentQuery, update: Update, options: CommandOptions) {
    const change = { update, upsert: options.upsert === true };
    return updateResult(await this.#write(options, (context) => updateDocuments(context, query, change)));
  }

  async #delete(query: DocumentQuery, options: CommandOptions) {
    const deleted = await this.#write(options, (context) => deleteDocuments(context, query));
    return { acknowledged: true, deletedCount: deleted.length };
  }

  async #findOneAndChange(filter: unknown, update: Update, options: CommandOptions) {
    const query = one(documentQuery(filter, options));
    const project = projection(options.projection);
    const change = { update, upsert: options.upsert === true };
    const outcome = await this.#write(options, (context) => updateDocuments(context, query, change));
    const before = outcome.bytesBefore && documentFromBytes(outcome.bytesBefore);
    const document = options.returnDocument === 'after' ? outcome.after : before;
    return findOneAndResult(
      { ...outcome, document: document && project(document), count: outcome.matched },
      options,
    );
  }
}

refuseTheRest(EmbeddedCollection.prototype, mongo.Collection.prototype);
