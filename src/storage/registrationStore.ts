import type { Connection } from 'mongoose';
import { NotFound, ToolError } from '../errors.js';
import type { KeyPair, Registration, RegistrationLink, RegistrationStore } from '../platform/registration.js';
import { signingKeyId } from '../platform/signingKeyId.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { keyPairModel, type KeyPairRecord } from './keyPairModel.js';
import { registrationLinkModel, type RegistrationLinkRecord } from './registrationLinkModel.js';
import { registrationModel, type RegistrationRecord } from './registrationModel.js';
import type { SecretBox } from './secretBox.js';

/** One issuer and client id make one registration. */
export class RegistrationExists extends ToolError {
  readonly code = 'REGISTRATION_EXISTS';
  readonly status = 409;
  readonly messageKey = 'error:registrationExists';
}

export function registrationStore(db: Connection, box: SecretBox): RegistrationStore {
  return {
    ...registrations(db, box),
    ...keyPairs(db, box),
    ...keyReplacement(db, box),
    ...registrationLinks(db),
  };
}

type RegistrationPart = Pick<RegistrationStore, 'add' | 'update' | 'get' | 'findByIssuer' | 'list'>;

function registrations(db: Connection, box: SecretBox): RegistrationPart {
  const Registrations = registrationModel(db);
  const KeyPairs = keyPairModel(db);

  return {
    async add({ id, ...fields }, keyPair) {
      // The key first: a crash between the two leaves a key that nothing uses, never a registration without one.
      if ((await insertRecord(KeyPairs, keyPairRecord(keyPair, box))) === 'duplicate') {
        throw new Error(`A key pair ${keyPair.keyId} is stored already.`);
      }
      if ((await insertRecord(Registrations, { _id: id, ...fields })) === 'inserted') return;
      await KeyPairs.deleteOne({ _id: text(keyPair.keyId) }).exec();
      throw new RegistrationExists(`${fields.issuer} with client ${fields.clientId} is registered already.`);
    },

    async update({
      id,
      issuer: _i,
      clientId: _c,
      keyId: _k,
      nextKey: _n,
      createdAt: _at,
      tokenAudience,
      ...fields
    }) {
      const change =
        tokenAudience === undefined
          ? { $set: fields, $unset: { tokenAudience: 1 } }
          : { $set: { ...fields, tokenAudience } };
      const { matchedCount } = await Registrations.updateOne({ _id: text(id) }, change).exec();
      if (matchedCount === 0) throw new NotFound(`No registration ${id}.`);
    },

    async get(id) {
      const record = await Registrations.findOne({ _id: text(id) })
        .lean<RegistrationRecord>()
        .exec();
      return record ? registrationOf(record) : undefined;
    },

    async findByIssuer(issuer, clientId) {
      const named = { issuer: text(issuer), ...(clientId !== undefined && { clientId: text(clientId) }) };
      const found = Registrations.find(named).sort({ createdAt: 1, _id: 1 });
      return (await found.lean<RegistrationRecord[]>().exec()).map(registrationOf);
    },

    async list() {
      const all = Registrations.find().sort({ createdAt: 1, _id: 1 });
      return (await all.lean<RegistrationRecord[]>().exec()).map(registrationOf);
    },
  };
}

function keyPairs(db: Connection, box: SecretBox): Pick<RegistrationStore, 'keyPair' | 'publicKeys'> {
  const KeyPairs = keyPairModel(db);

  return {
    async keyPair(keyId) {
      const record = await KeyPairs.findOne({ _id: text(keyId) })
        .lean<KeyPairRecord>()
        .exec();
      if (!record) return undefined;
      const { publicKeyPem, createdAt, sealedPrivateKey } = record;
      return {
        keyId,
        publicKeyPem,
        privateKeyPem: box.open(sealedPrivateKey, keyPairName(keyId)),
        createdAt,
      };
    },

    async publicKeys(now) {
      const all = KeyPairs.find({}, { sealedPrivateKey: 0 }).sort({ createdAt: 1, _id: 1 });
      const records = await all.lean<Omit<KeyPairRecord, 'sealedPrivateKey'>[]>().exec();
      return records
        .filter(({ expiresAt }) => !expiresAt || expiresAt > now)
        .map(({ _id: keyId, publicKeyPem, createdAt }) => ({ keyId, publicKeyPem, createdAt }));
    },
  };
}

function keyReplacement(db: Connection, box: SecretBox): Pick<RegistrationStore, 'replaceKey'> {
  const Registrations = registrationModel(db);
  const KeyPairs = keyPairModel(db);

  return {
    async replaceKey({ id, keyId, nextKey }, { keyPair, signsFrom, othersLeaveAt }) {
      // The key first, the leaving last: a crash between leaves a key too many in the set, never one too few.
      if ((await insertRecord(KeyPairs, keyPairRecord(keyPair, box))) === 'duplicate') {
        throw new Error(`A key pair ${keyPair.keyId} is stored already.`);
      }
      const read = { _id: text(id), keyId: text(keyId) };
      const next = nextKey ? { 'nextKey.keyId': text(nextKey.keyId) } : { nextKey: { $exists: false } };
      const signing = signingKeyId({ keyId, ...(nextKey && { nextKey }) }, signsFrom);
      const record = await Registrations.findOneAndUpdate(
        { ...read, ...next },
        { $set: { keyId: signing, nextKey: { keyId: keyPair.keyId, signsFrom } } },
        { returnDocument: 'after' },
      )
        .lean<RegistrationRecord>()
        .exec();
      if (!record) {
        await KeyPairs.deleteOne({ _id: text(keyPair.keyId) }).exec();
        return undefined;
      }
      for (const leaving of new Set([signing, nextKey?.keyId ?? signing])) {
        const left = { $set: { expiresAt: moment(othersLeaveAt) } };
        await KeyPairs.updateOne({ _id: text(leaving) }, left).exec();
      }
      return registrationOf(record);
    },
  };
}

type LinkPart = Pick<RegistrationStore, 'addLink' | 'takeLink' | 'findLink'>;

function registrationLinks(db: Connection): LinkPart {
  const Links = registrationLinkModel(db);
  const unexpired = (hash: string, now: Date) => ({ _id: text(hash), expiresAt: { $gt: moment(now) } });

  return {
    async addLink({ tokenHash, ...fields }) {
      const outcome = await insertRecord(Links, { _id: tokenHash, ...fields });
      if (outcome === 'duplicate') throw new Error('A registration link with this token is stored already.');
    },

    async takeLink(tokenHash, now) {
      const taken = Links.findOneAndDelete(unexpired(tokenHash, now));
      const record = await taken.lean<RegistrationLinkRecord>().exec();
      return record ? linkOf(record) : undefined;
    },

    async findLink(tokenHash, now) {
      const record = await Links.findOne(unexpired(tokenHash, now)).lean<RegistrationLinkRecord>().exec();
      return record ? linkOf(record) : undefined;
    },
  };
}

/**
 * Seals what another secret sealed with today's. Run twice, or by two processes, it does the same.
 *
 * @returns how many private keys were sealed again.
 * @throws {SecretMismatch} naming the first key that neither secret opens.
 */
export async function resealKeyPairs(db: Connection, box: SecretBox): Promise<number> {
  const KeyPairs = keyPairModel(db);
  const all = await KeyPairs.find().sort({ createdAt: 1, _id: 1 }).lean<KeyPairRecord[]>().exec();
  const others = all.filter(({ sealedPrivateKey }) => box.isOfAnother(sealedPrivateKey));
  for (const { _id: keyId, sealedPrivateKey } of others) {
    const name = keyPairName(keyId);
    const again = box.seal(box.open(sealedPrivateKey, name), name);
    const read = { _id: text(keyId), sealedPrivateKey: text(sealedPrivateKey) };
    await KeyPairs.updateOne(read, { $set: { sealedPrivateKey: again } }).exec();
  }
  return others.length;
}

const keyPairName = (keyId: string) => `keyPair:${keyId}`;

const keyPairRecord = ({ keyId, publicKeyPem, privateKeyPem, createdAt }: KeyPair, box: SecretBox) => ({
  _id: keyId,
  publicKeyPem,
  sealedPrivateKey: box.seal(privateKeyPem, keyPairName(keyId)),
  createdAt,
});

const registrationOf = ({ _id: id, ...fields }: RegistrationRecord): Registration => ({ id, ...fields });

const linkOf = ({ _id: tokenHash, ...fields }: RegistrationLinkRecord): RegistrationLink => ({
  tokenHash,
  ...fields,
});
