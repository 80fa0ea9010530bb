import assert from 'node:assert/strict';
import type { Command } from '../../src/cli/command.js';
import { parseCommandLine } from '../../src/cli/commandLine.js';

const parsed = (line: string) => parseCommandLine(line.split(' ').filter(Boolean));

const FULL =
  'register --issuer https://m.example --client-id c1 --auth-url https://m.example/a ' +
  '--token-url=https://m.example/t --jwks-url https://m.example/k';

describe('parseCommandLine', () => {
  const form = {
    issuer: 'https://m.example',
    clientId: 'c1',
    authorizationUrl: 'https://m.example/a',
    tokenUrl: 'https://m.example/t',
    keySetUrl: 'https://m.example/k',
    tokenAudience: undefined,
    deploymentIds: undefined,
    name: undefined,
  };
  const commands: [line: string, command: Command][] = [
    [FULL, { name: 'register', form }],
    [
      `${FULL} --deployment 1 --deployment 2 --name Lycée --token-audience https://m.example`,
      {
        name: 'register',
        form: { ...form, deploymentIds: ['1', '2'], name: 'Lycée', tokenAudience: 'https://m.example' },
      },
    ],
    ['registration-link', { name: 'registration-link', activates: false, hours: 24 }],
    ['registration-link --activate --hours 1.5', { name: 'registration-link', activates: true, hours: 1.5 }],
    ['list', { name: 'list' }],
    ['activate abc', { name: 'activate', id: 'abc' }],
    ['disable abc', { name: 'disable', id: 'abc' }],
    [
      'erase --registration abc --learner 5',
      { name: 'erase', registration: 'abc', learner: '5', confirmed: false },
    ],
    [
      'erase --yes --learner=5 --registration=Lycée',
      { name: 'erase', registration: 'Lycée', learner: '5', confirmed: true },
    ],
  ];
  for (const [line, command] of commands) {
    it(`reads « ${line} »`, () => assert.deepEqual(parsed(line), { kind: 'command', command }));
  }

  const misuses: [line: string, problems: string[]][] = [
    ['regsiter', ['regsiter: is not a command']],
    ['constructor', ['constructor: is not a command']],
    [
      'register',
      ['issuer', 'client-id', 'auth-url', 'token-url', 'jwks-url'].map((name) => `--${name}: is missing`),
    ],
    [
      'register --issuer --client-id c1 --auth-url= --jwks-url a --jwks-url b --isuer x extra --token-url',
      [
        '--issuer: needs a value, URL',
        '--auth-url: needs a value, URL',
        '--isuer: is not an option of this command',
        '--token-url: needs a value, URL',
        '--jwks-url: is given 2 times',
        'x: is one argument too many',
        'extra: is one argument too many',
      ],
    ],
    ['list --all', ['--all: is not an option of this command']],
    ['list --constructor', ['--constructor: is not an option of this command']],
    ['activate', ['ID: is missing']],
    ['disable a b', ['b: is one argument too many']],
    ['registration-link --activate=no', ['--activate: takes no value']],
    ...['0', '-1', 'soon', '721'].map((hours): [string, string[]] => [
      `registration-link --hours=${hours}`,
      ['--hours: must be a number above 0, at most 720'],
    ]),
  ];
  for (const [line, problems] of misuses) {
    it(`tells everything that is wrong with « ${line} »`, () => {
      const outcome = parsed(line);
      assert.ok(outcome.kind === 'misused', outcome.kind);
      assert.deepEqual(outcome.problems, problems);
    });
  }

  for (const line of ['', '--help', '-h', 'help']) {
    it(`helps when asked « ${line} »`, () => {
      const outcome = parsed(line);
      assert.ok(outcome.kind === 'help');
      for (const name of ['register', 'registration-link', 'list', 'activate', 'disable']) {
        assert.match(outcome.text, new RegExp(`^ {2}${name} +\\w`, 'm'));
      }
    });
  }

  it('helps with one command, whatever else is typed', () => {
    const outcome = parsed('register --issuer --help');
    assert.ok(outcome.kind === 'help');
    assert.match(outcome.text, /^Usage: attendus register \[options\]$/m);
    assert.match(outcome.text, /--deployment ID .*may be repeated/);
    const activate = parsed('activate --help');
    assert.ok(activate.kind === 'help');
    assert.match(activate.text, /^Usage: attendus activate ID$/m);
  });
});
