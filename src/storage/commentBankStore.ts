import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import {
  withUse,
  type BankOwner,
  type CommentBank,
  type Phrase,
  type PhraseUse,
} from '../evaluation/commentBank.js';
import { commentBankModel, type CommentBankRecord } from './commentBankModel.js';
import { text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';

/** One teacher has few windows. */
const MAXIMUM_TRIES = 20;

export function commentBankStore(db: Connection): CommentBank {
  const Banks = commentBankModel(db);

  async function find(owner: BankOwner, criterionKey: string): Promise<CommentBankRecord> {
    const names = {
      registrationId: text(owner.registrationId),
      teacherSub: text(owner.teacherSub),
      criterionKey: text(criterionKey),
    };
    const id = digest([names.registrationId, names.teacherSub, names.criterionKey]);
    const found = await Banks.findOne({ _id: id }).lean<CommentBankRecord>().exec();
    return found ?? { _id: id, ...names, phrases: [], revision: 0 };
  }

  /** @returns false when another write came first. */
  async function replaced(bank: CommentBankRecord, phrases: readonly Phrase[]): Promise<boolean> {
    const { _id: id, revision } = bank;
    const next = { phrases, revision: revision + 1 };
    if (revision === 0) return (await insertRecord(Banks, { ...bank, ...next })) === 'inserted';
    const read = { _id: text(id), revision: wholeNumber(revision) };
    return (await Banks.updateOne(read, { $set: next }).exec()).matchedCount === 1;
  }

  async function change(
    owner: BankOwner,
    criterionKey: string,
    changed: (phrases: readonly Phrase[]) => readonly Phrase[],
  ): Promise<void> {
    for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
      const bank = await find(owner, criterionKey);
      const phrases = changed(bank.phrases);
      if (phrases === bank.phrases || (await replaced(bank, phrases))) return;
    }
    throw new Error(`The comment bank of ${owner.teacherSub} is written to all the time.`);
  }

  return {
    async list(owner, criterionKey) {
      return (await find(owner, criterionKey)).phrases;
    },

    async learn(owner, uses, at) {
      const each = [...uses].map(([criterionKey, added]) =>
        change(owner, criterionKey, (phrases) =>
          added.reduce((all, use) => withUse(all, { ...use, id: phraseId(use) }, at), phrases),
        ),
      );
      await Promise.all(each);
    },

    async forget(owner, criterionKey, phraseIdToForget) {
      await change(owner, criterionKey, (phrases) => {
        const kept = phrases.filter(({ id }) => id !== phraseIdToForget);
        return kept.length === phrases.length ? phrases : kept;
      });
    },
  };
}

/** The same sentence for the same level is one phrase, however often it is used. */
const phraseId = ({ text: sentence, level }: PhraseUse): string =>
  digest([sentence, level?.scaleId ?? '', level?.levelId ?? '']).slice(0, 16);

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
