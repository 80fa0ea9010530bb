import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { evidenceFileName } from '../../../src/evaluation/evidence/fileName.js';

describe('evidenceFileName', () => {
  const names: readonly [string, string][] = [
    ['comptoir.jpg', 'comptoir.jpg'],
    ['Comptoir d’accueil é.JPEG', 'Comptoir d’accueil é.jpg'],
    ['photo.html', 'photo.jpg'],
    ['photo.jpg.exe', 'photo.jpg.jpg'],
    ['sans extension', 'sans extension.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.jpg'],
    ['a\r\nSet-Cookie: x=1.jpg', 'aSet-Cookie x=1.jpg'],
    ['"; filename="x.html', '; filename= x.jpg'],
    ['cod\u202Egpj.exe', 'codgpj.jpg'],
    ['\u0000\u0007.jpg', 'trace.jpg'],
    ['...', 'trace.jpg'],
    ['', 'trace.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    [`${'é'.repeat(300)}.jpg`, `${'é'.repeat(80)}.jpg`],
    ['e\u0301.jpg', 'é.jpg'],
  ];
  for (const [declared, name] of names) {
    it(`calls ${JSON.stringify(declared.slice(0, 40))} ${name.slice(0, 40)}`, () => {
      assert.equal(evidenceFileName(declared, 'image/jpeg', 'trace'), name);
    });
  }

  it('is a plain name with the extension of the type, whatever was declared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (declared) => {
        const name = evidenceFileName(declared, 'application/pdf', 'trace');
        assert.match(name, /^[^\p{C}/\\:*?"<>|%]+\.pdf$/u);
        assert.ok(!name.startsWith('.'));
        assert.ok([...name].length <= 84);
      }),
    );
  });
});
