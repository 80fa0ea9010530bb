// The cheapest database that ltijs 5.9.9 can have: its documents are JavaScript objects in maps, found by the
// keys that its own MongoDB schemas index. Nothing is written anywhere, so nothing survives a restart.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const KEYS = {
  platform: ['platformUrl', 'clientId'],
  platformStatus: ['id'],
  publickey: ['kid'],
  privatekey: ['kid'],
  accesstoken: ['platformUrl', 'clientId', 'scopes'],
  idtoken: ['iss', 'clientId', 'deploymentId', 'user'],
  contexttoken: ['contextId', 'user'],
  nonce: ['nonce'],
  state: ['state'],
};

const NONCE_MILLISECONDS = 10_000;

export class MemoryPlugin {
  #collections = new Map(Object.keys(KEYS).map((name) => [name, new Map()]));

  async setup() {
    return true;
  }

  async Close() {
    return true;
  }

  async Get(secret, collection, query) {
    const found = this.#find(collection, query);
    if (found.length === 0) return false;
    return secret ? found.map((document) => decrypted(document, secret)) : found;
  }

  async Insert(secret, collection, item, index) {
    const document = secret ? { ...index, ...encrypted(item, secret) } : item;
    const key = keyOf(collection, document);
    const documents = this.#collections.get(collection);
    documents.set(key, document);
    if (collection === 'nonce') setTimeout(() => documents.delete(key), NONCE_MILLISECONDS).unref();
    return true;
  }

  async Replace(secret, collection, query, item, index) {
    this.#remove(collection, query);
    return this.Insert(secret, collection, item, index);
  }

  async Modify(_secret, collection, query, modification) {
    for (const document of this.#find(collection, query)) Object.assign(document, modification);
    return true;
  }

  async Delete(collection, query) {
    this.#remove(collection, query);
    return true;
  }

  #find(collection, query = {}) {
    const documents = this.#collections.get(collection);
    if (!KEYS[collection].every((field) => query[field] !== undefined)) {
      return [...documents.values()].filter((document) => matches(document, query));
    }
    const document = documents.get(keyOf(collection, query));
    return document && matches(document, query) ? [document] : [];
  }

  #remove(collection, query) {
    for (const document of this.#find(collection, query)) {
      this.#collections.get(collection).delete(keyOf(collection, document));
    }
  }
}

const keyOf = (collection, document) => KEYS[collection].map((field) => document[field]).join('\n');

const matches = (document, query) =>
  Object.entries(query).every(([field, value]) => document[field] === value);

const secretKey = (secret) => createHash('sha256').update(secret).digest();

function encrypted(item, secret) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', secretKey(secret), iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(item)), cipher.final()]);
  return { iv: iv.toString('hex'), data: data.toString('hex') };
}

function decrypted({ iv, data }, secret) {
  const decipher = createDecipheriv('aes-256-cbc', secretKey(secret), Buffer.from(iv, 'hex'));
  return JSON.parse(Buffer.concat([decipher.update(Buffer.from(data, 'hex')), decipher.final()]).toString());
}
