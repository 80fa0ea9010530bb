import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { guardedLookup, isLoopbackHost, isPublicAddress } from '../../../src/lti/services/guardedLookup.js';
import { PlatformUnreachable } from '../../../src/lti/services/platformUnreachable.js';

describe('isPublicAddress', () => {
  const publicOnes = [
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '2606:4700::1111',
    '2a00:1450::1',
  ];
  for (const address of publicOnes) {
    it(`takes ${address}`, () => assert.equal(isPublicAddress(address), true));
  }

  const refused: [string, string][] = [
    ['loopback', '127.0.0.1'],
    ['loopback in full', '127.255.255.254'],
    ['this network', '0.0.0.0'],
    ['private A', '10.1.2.3'],
    ['private B', '172.16.0.1'],
    ['private B, last', '172.31.255.255'],
    ['private C', '192.168.1.10'],
    ['shared by carriers', '100.64.0.1'],
    ['a metadata service', '169.254.169.254'],
    ['another metadata service', '168.63.129.16'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '203.0.113.7'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['link-local', 'fe80::1'],
    ['link-local with its zone', 'fe80::1%eth0'],
    ['unique local', 'fd00:ec2::254'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped private', '::ffff:10.0.0.1'],
    ['mapped public', '::ffff:1.1.1.1'],
    ['translated', '64:ff9b::a00:1'],
    ['6to4', '2002:a00:1::'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['documentation', '2001:db8::1'],
    ['multicast', 'ff02::1'],
    ['no address', 'moodle.example'],
    ['nothing', ''],
  ];
  for (const [name, address] of refused) {
    it(`refuses ${address} (${name})`, () => assert.equal(isPublicAddress(address), false));
  }
});

describe('isLoopbackHost', () => {
  const hosts: [string, boolean][] = [
    ['localhost', true],
    ['LOCALHOST', true],
    ['localhost.', true],
    ['moodle.localhost', true],
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['[::1]', true],
    ['localhost.example', false],
    ['mylocalhost', false],
    ['10.0.0.1', false],
    ['[fe80::1]', false],
    ['', false],
  ];
  for (const [host, expected] of hosts) {
    it(`${expected ? 'takes' : 'leaves'} ${host || 'nothing'}`, () =>
      assert.equal(isLoopbackHost(host), expected));
  }
});

describe('guardedLookup', () => {
  const v4 = (address: string): LookupAddress => ({ address, family: 4 });

  const lookedUp = (demo: boolean, hostname: string, found: readonly LookupAddress[], all = true) =>
    new Promise<string | LookupAddress[]>((resolve, reject) => {
      const lookup = guardedLookup(demo, (_hostname, callback) => callback(null, found));
      lookup(hostname, { all }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
    });

  const isRefusal = (error: unknown) =>
    error instanceof PlatformUnreachable && error.reason === 'refusedAddress';

  it('gives public addresses', async () => {
    const found = [v4('93.184.216.34'), { address: '2606:4700::1111', family: 6 }];
    assert.deepEqual(await lookedUp(false, 'lms.example', found), found);
  });

  it('gives one address where one is asked for', async () => {
    assert.equal(await lookedUp(false, 'lms.example', [v4('93.184.216.34')], false), '93.184.216.34');
  });

  it('leaves private addresses out of a mixed answer', async () => {
    const found = [v4('10.0.0.1'), v4('93.184.216.34'), v4('169.254.169.254')];
    assert.deepEqual(await lookedUp(false, 'lms.example', found), [v4('93.184.216.34')]);
  });

  for (const demo of [false, true]) {
    it(`refuses a name of private addresses alone, demonstration ${demo ? 'on' : 'off'}`, async () => {
      await assert.rejects(lookedUp(demo, 'lms.example', [v4('10.0.0.1'), v4('127.0.0.1')]), isRefusal);
    });
  }

  it('refuses a name without addresses', async () => {
    await assert.rejects(lookedUp(false, 'lms.example', []), isRefusal);
  });

  it('refuses localhost outside of a demonstration', async () => {
    await assert.rejects(lookedUp(false, 'localhost', [v4('127.0.0.1')]), isRefusal);
  });

  it('knows the names below localhost itself in a demonstration', async () => {
    assert.deepEqual(await lookedUp(true, 'lms.localhost', []), [
      v4('127.0.0.1'),
      { address: '::1', family: 6 },
    ]);
  });

  it('passes on that a name is unknown', async () => {
    const lookup = guardedLookup(false, (_hostname, callback) => callback(new Error('ENOTFOUND'), []));
    const failure = new Promise((_resolve, reject) => {
      lookup('nowhere.example', { all: true }, (error) => reject(error));
    });
    await assert.rejects(failure, /ENOTFOUND/);
  });
});
