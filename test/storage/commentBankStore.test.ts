import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { BankOwner, PhraseUse } from '../../src/evaluation/commentBank.js';
import { eachStores } from '../support/eachStores.js';

const claire: BankOwner = { registrationId: 'registration-1', teacherSub: '7' };
const KEY = 'code metiers-accueil C1.1-1';
const OTHER = 'text L’accueil est souriant.';
const at = (minutes: number) => new Date(Date.UTC(2040, 0, 15, 9, minutes));
const level = { scaleId: 'lsl-pro', levelId: '3', sharePercent: 75 };

eachStores('CommentBank', (stores) => {
  const bank = () => stores().commentBank;
  const learn = (use: PhraseUse, { owner = claire, key = KEY, minutes = 0 } = {}) =>
    bank().learn(owner, new Map([[key, [use]]]), at(minutes));
  const texts = async (owner = claire, key = KEY) => (await bank().list(owner, key)).map(({ text }) => text);

  it('knows nothing at first', async () => {
    assert.deepEqual(await bank().list(claire, KEY), []);
  });

  it('gives back what it learnt, with its level', async () => {
    await learn({ text: 'Voix posée.', level }, { minutes: 5 });
    await learn({ text: 'À revoir.' });
    const phrases = await bank().list(claire, KEY);
    assert.deepEqual(
      phrases.map(({ id: _id, ...rest }) => rest),
      [
        { text: 'Voix posée.', level, uses: 1, usedAt: at(5) },
        { text: 'À revoir.', uses: 1, usedAt: at(0) },
      ],
    );
    assert.equal(new Set(phrases.map(({ id }) => id)).size, 2);
  });

  it('counts the uses of one phrase, and tells apart the levels it is used at', async () => {
    await learn({ text: 'Bien.', level });
    await learn({ text: 'Bien.', level }, { minutes: 1 });
    await learn({ text: 'Bien.', level: { ...level, levelId: '4' } }, { minutes: 2 });
    const phrases = await bank().list(claire, KEY);
    assert.deepEqual(
      phrases.map(({ uses }) => uses),
      [1, 2],
    );
  });

  it('learns of several criteria at once', async () => {
    const uses = new Map([
      [KEY, [{ text: 'A' }, { text: 'B' }]],
      [OTHER, [{ text: 'C' }]],
    ]);
    await bank().learn(claire, uses, at(0));
    assert.deepEqual((await texts()).toSorted(), ['A', 'B']);
    assert.deepEqual(await texts(claire, OTHER), ['C']);
  });

  it('keeps forty phrases of a criterion', async () => {
    const uses = Array.from({ length: 45 }, (_, n) => ({ text: `Phrase ${n}` }));
    await bank().learn(claire, new Map([[KEY, uses]]), at(0));
    assert.equal((await texts()).length, 40);
  });

  it('shows a teacher’s phrases to nobody else', async () => {
    await learn({ text: 'Voix posée.' });
    assert.deepEqual(await texts({ ...claire, teacherSub: '8' }), []);
    assert.deepEqual(await texts({ ...claire, registrationId: 'registration-2' }), []);
    assert.deepEqual(await texts({ registrationId: 'registration-1 7', teacherSub: '' }), []);
  });

  it('forgets a phrase of its owner, and no other', async () => {
    await learn({ text: 'A' });
    await learn({ text: 'B' });
    const phrases = await bank().list(claire, KEY);
    const { id } = phrases.find(({ text }) => text === 'A')!;
    await bank().forget({ ...claire, teacherSub: '8' }, KEY, id);
    await bank().forget(claire, OTHER, id);
    await bank().forget(claire, KEY, 'no such phrase');
    assert.equal((await texts()).length, 2);
    await bank().forget(claire, KEY, id);
    await bank().forget(claire, KEY, id);
    assert.deepEqual(await texts(), ['B']);
  });

  it('loses none of ten phrases learnt at once', async () => {
    const all = Array.from({ length: 10 }, (_, n) => `Phrase ${n}`);
    await Promise.all(all.map((text) => learn({ text })));
    assert.deepEqual((await texts()).toSorted(), all);
  });

  it('takes nothing but text for a name', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(bank().list({ ...claire, teacherSub: anything }, KEY), BadRequest);
    await assert.rejects(bank().list(claire, anything), BadRequest);
  });
});
