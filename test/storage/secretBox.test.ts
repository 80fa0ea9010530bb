import assert from 'node:assert/strict';
import { SealBroken, SecretBox, SecretMismatch } from '../../src/storage/secretBox.js';

const secret = 'a secret of the tests, long enough to be one';
const box = new SecretBox(secret);
const plain = '-----BEGIN PRIVATE KEY-----\nclé privée\n-----END PRIVATE KEY-----\n';

describe('SecretBox', () => {
  it('opens what it sealed', () => {
    assert.equal(box.open(box.seal(plain, 'keyPair:k1'), 'keyPair:k1'), plain);
  });

  it('opens an empty text', () => {
    assert.equal(box.open(box.seal('', 'keyPair:k1'), 'keyPair:k1'), '');
  });

  it('opens in another process that has the same secret', () => {
    assert.equal(new SecretBox(secret).open(box.seal(plain, 'keyPair:k1'), 'keyPair:k1'), plain);
  });

  it('shows nothing of the text, and seals it differently each time', () => {
    const sealed = box.seal(plain, 'keyPair:k1');
    assert.notEqual(sealed, box.seal(plain, 'keyPair:k1'));
    const bytes = Buffer.concat(sealed.split('.').map((part) => Buffer.from(part, 'base64url')));
    assert.ok(!sealed.includes('PRIVATE') && !bytes.includes('PRIVATE'));
  });

  it('tells when another secret sealed it', () => {
    const other = new SecretBox('another secret of the tests, long enough too');
    assert.throws(() => other.open(box.seal(plain, 'keyPair:k1'), 'keyPair:k1'), SecretMismatch);
  });

  it('opens what the secret before it sealed, and seals with its own', () => {
    const next = new SecretBox('another secret of the tests, long enough too', secret);
    const before = box.seal(plain, 'keyPair:k1');
    assert.equal(next.open(before, 'keyPair:k1'), plain);
    const after = next.seal(plain, 'keyPair:k1');
    assert.deepEqual([next.isOfAnother(before), next.isOfAnother(after)], [true, false]);
    assert.throws(() => box.open(after, 'keyPair:k1'), SecretMismatch);
  });

  it('refuses a text that was sealed for another record', () => {
    assert.throws(() => box.open(box.seal(plain, 'keyPair:k1'), 'keyPair:k2'), SealBroken);
  });

  it('refuses a text with one character changed, wherever it stands', () => {
    const sealed = box.seal(plain, 'keyPair:k1');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = sealed.slice(0, i) + (sealed[i] === 'A' ? 'g' : 'A') + sealed.slice(i + 1);
      assert.throws(() => box.open(changed, 'keyPair:k1'), { name: /^(SealBroken|SecretMismatch)$/ });
    }
  });

  const notSealed = {
    'the plain text': plain,
    'an empty text': '',
    'a later format': box.seal(plain, 'keyPair:k1').replace(/^1/, '2'),
    'a text cut short': box.seal(plain, 'keyPair:k1').slice(0, -4),
    'a text without its tag': box.seal('', 'keyPair:k1').slice(0, 30),
    'a text with more behind it': `${box.seal(plain, 'keyPair:k1')}.AA`,
  };
  for (const [name, text] of Object.entries(notSealed)) {
    it(`refuses ${name}`, () => assert.throws(() => box.open(text, 'keyPair:k1'), SealBroken));
  }
});
