import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFramework, UnusableFramework } from '../src/frameworkFile.js';

const official = new URL('../config/frameworks/metiers-accueil.json', import.meta.url);

describe('readFramework', () => {
  const directory = mkdtempSync(join(tmpdir(), 'framework-'));
  const url = pathToFileURL(join(directory, 'framework.json'));
  after(() => rmSync(directory, { recursive: true }));

  const problemsOf = (text: string): readonly string[] => {
    writeFileSync(url, text);
    try {
      readFramework(url);
    } catch (error) {
      assert.ok(error instanceof UnusableFramework);
      for (const problem of error.problems) assert.ok(error.message.includes(problem));
      return error.problems;
    }
    return [];
  };
  const officialWith = (change: [from: string, to: string]) => {
    const text = readFileSync(official, 'utf8');
    assert.ok(text.includes(change[0]), `the file no longer holds ${change[0]}`);
    return text.replace(...change);
  };

  it('reads the framework whole', () => {
    assert.deepEqual(readFramework(official), JSON.parse(readFileSync(official, 'utf8')));
  });

  const cases: { name: string; change: [string, string]; problems: RegExp[] }[] = [
    {
      name: 'a code used twice',
      change: ['"C1.1-2"', '"C1.1-1"'],
      problems: [/^C1\.1-1 is used twice$/],
    },
    {
      name: 'a gap in the numbering',
      change: ['"1.1.c"', '"1.1.d"'],
      problems: [/^1\.1\.d stands where 1\.1\.c is expected$/],
    },
    {
      name: 'a code of another shape',
      change: ['"C1.1-2"', '"C1.1.2"'],
      problems: [
        /^blocks\[0\]\.groups\[0\]\.competencies\[0\]\.criteria\[1\]\.code: is not a code such as C1\.1-1$/,
      ],
    },
    {
      name: 'a sentence with leftover markup',
      change: ['"Les postures"', '"<i>Les postures</i>"'],
      problems: [
        /^blocks\[0\]\.groups\[2\]\.knowledgeLimits\[2\]\.text: is empty, or holds stray white space or markup$/,
      ],
    },
    {
      name: 'an empty title',
      change: ['"Gérer la relation commerciale"', '""'],
      problems: [/^blocks\[2\]\.title: is empty/],
    },
    {
      name: 'an attribution that is not known',
      change: ['"stated"', '"guessed"'],
      problems: [/criteria\[0\]\.attribution: .*"stated"\|"inferred"/],
    },
    {
      name: 'a part that is not known',
      change: ['"diploma":', '"diplome": "", "diploma":'],
      problems: [/^file: .*"diplome"/],
    },
  ];

  for (const { name, change, problems } of cases) {
    it(`refuses ${name}, and names it`, () => {
      const found = problemsOf(officialWith(change));
      assert.equal(found.length, problems.length, found.join('\n'));
      for (const [index, problem] of problems.entries()) assert.match(found[index] ?? '', problem);
    });
  }

  it('refuses parts that are missing or empty', () => {
    const { blocks, ...rest } = JSON.parse(readFileSync(official, 'utf8'));
    const [{ groups, ...block }] = blocks;
    const [{ competencies, ...group }] = groups;
    const [competency] = competencies;
    const withGroup = (parts: object) => JSON.stringify({ ...rest, blocks: [{ ...block, groups: [parts] }] });

    assert.deepEqual(problemsOf(JSON.stringify({ ...rest, blocks: [] })), ['blocks: is empty']);
    assert.deepEqual(problemsOf(withGroup({ ...group, competencies: [] })), [
      'blocks[0].groups[0].competencies: is empty',
    ]);
    assert.deepEqual(
      problemsOf(
        withGroup({
          competencies: [{ ...competency, subCompetencies: [], criteria: [] }],
          knowledge: [],
          knowledgeLimits: [],
        }),
      ),
      [
        'blocks[0].groups[0].competencies[0].subCompetencies: is empty',
        'blocks[0].groups[0].competencies[0].criteria: is empty',
        'blocks[0].groups[0].knowledge: is empty',
        'blocks[0].groups[0].knowledgeLimits: is empty',
      ],
    );
    assert.equal(problemsOf(JSON.stringify(rest)).length, 1);
  });

  it('names every problem at once, even when a part has the wrong type', () => {
    const text = officialWith(['"knowledge": [', '"knowledge": "none", "other": ['])
      .replace('"title": "Gérer les flux"', '"title": " "')
      .replace('"C3.3-4"', '"C3.3-3"');
    const found = problemsOf(text).join('\n');
    assert.match(found, /groups\[0\]\.knowledge: .*expected array/);
    assert.match(found, /groups\[0\]: .*"other"/);
    assert.match(found, /competencies\[3\]\.title: is empty/);
    assert.match(found, /C3\.3-3 is used twice/);
  });

  it('refuses a file that is missing or is not JSON', () => {
    assert.match(problemsOf('{ "id": ').join(), /JSON/);
    const absent = new URL('absent.json', url);
    assert.throws(
      () => readFramework(absent),
      (error) => error instanceof UnusableFramework && /ENOENT/.test(error.message),
    );
  });
});
