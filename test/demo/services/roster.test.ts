import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { ANONYMOUS_ID, LEARNER_IDS, SUSPENDED_ID, TEACHER_IDS } from '../../../src/demo/site/people.js';
import { MEDIA_TYPES } from '../../../src/demo/vocabulary.js';
import { testPlatform } from '../testPlatform.js';
import { testTool } from '../testTool.js';

interface Member {
  readonly user_id: string;
  readonly roles: readonly string[];
  readonly name?: string;
  readonly email?: string;
}

describe('GET …/memberships', () => {
  let platform: DemoPlatform;
  let token: string;
  let path: string;

  beforeEach(async () => {
    ({ platform } = await testPlatform());
    const { tool, token: ask } = await testTool(platform);
    token = await ask();
    path = `/mod/lti/services.php/CourseSection/2/bindings/${tool.id}/memberships`;
  });

  async function page(address: string) {
    const answer = await request(platform.app)
      .get(address.replace(platform.url, ''))
      .set('Accept', MEDIA_TYPES.roster)
      .set('Authorization', `Bearer ${token}`)
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.on('data', (chunk: Buffer) => (text += chunk.toString()));
        res.on('end', () => done(null, JSON.parse(text)));
      })
      .expect(200);
    const next = /<([^>]+)>; rel="next"/.exec(String(answer.headers['link'] ?? ''))?.[1];
    return { members: (answer.body as { members: Member[] }).members, next };
  }

  async function pages(first: string): Promise<Member[][]> {
    const { members, next } = await page(first);
    return [members, ...(next ? await pages(next) : [])];
  }

  it('lists 24 learners and 2 teachers, and no suspended one', async () => {
    const { members, next } = await page(path);
    assert.equal(next, undefined);
    const ids = members.map(({ user_id }) => user_id);
    assert.deepEqual([...ids].sort(), [...LEARNER_IDS, ...TEACHER_IDS].sort());
    assert.ok(!ids.includes(SUSPENDED_ID));
  });

  it('gives pages of the size that the platform is set to, each person once', async () => {
    platform.state.rosterPageSize = 10;
    const all = await pages(path);
    assert.deepEqual(
      all.map((members) => members.length),
      [10, 10, 6],
    );
    assert.equal(new Set(all.flat().map(({ user_id }) => user_id)).size, 26);
  });

  it('loses the role filter on the way to the next page', async () => {
    const [first = [], ...others] = await pages(`${path}?role=Learner&limit=5`);
    assert.ok(first.every(({ roles }) => roles[0] === 'Learner'));
    assert.ok(others.flat().some(({ roles }) => roles[0] === 'Instructor'));
  });

  it('keeps the resource link on the way to the next page', async () => {
    const toolId = platform.state.tools[0]?.id ?? '';
    const { id } = platform.addActivity({ courseId: '2', toolId, title: 'x' });
    const { next } = await page(`${path}?rlid=${id}&limit=5`);
    assert.match(String(next), new RegExp(`rlid=${id}$`));
  });

  it('gives of a link those who may open it', async () => {
    const toolId = platform.state.tools[0]?.id ?? '';
    const { id } = platform.addActivity({ courseId: '2', toolId, title: 'x', groupId: '1' });
    const subs = async (address: string) => (await page(address)).members.map(({ user_id }) => user_id);
    const inGroup = LEARNER_IDS.filter((_, i) => i % 2 === 0);
    assert.deepEqual((await subs(`${path}?rlid=${id}`)).toSorted(), [...inGroup, ...TEACHER_IDS].toSorted());
    assert.equal((await subs(path)).length, 26);
    platform.restrictActivity(id);
    assert.equal((await subs(`${path}?rlid=${id}`)).length, 26);
  });

  it('names no one whose name is not sent', async () => {
    const { members } = await page(path);
    const anonymous = members.find(({ user_id }) => user_id === ANONYMOUS_ID);
    assert.ok(anonymous);
    assert.equal(anonymous.name, undefined);
    assert.equal(anonymous.email, undefined);
  });

  it('names no one at all under the fault noNames', async () => {
    platform.setFault('noNames');
    const { members } = await page(path);
    assert.equal(members.length, 26);
    assert.ok(members.every(({ name }) => name === undefined));
  });

  it("keeps a tool off another tool's binding", () =>
    request(platform.app)
      .get('/mod/lti/services.php/CourseSection/2/bindings/99/memberships')
      .set('Authorization', `Bearer ${token}`)
      .expect(401));
});
