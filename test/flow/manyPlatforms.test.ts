import assert from 'node:assert/strict';
import { Dispatcher } from '../../src/gradebook/dispatcher.js';
import { MemoryQueue } from '../gradebook/memoryQueue.js';
import { startPlatform, type StandInPlatform } from '../lti/services/standInPlatform.js';
import { answering, registrationAt, servicesFor, type TestServices } from '../lti/services/testServices.js';
import { welcomeActivity } from '../support/activities.js';
import { eventually } from '../support/eventually.js';

const PLATFORMS = 50;
const LEARNERS = 6;
/** Due first, and enough to keep every sender of the tool waiting for minutes. */
const BACKLOG = 1000;
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

/** What is under way to a platform is bounded, so that its time limits are nobody else's. */
describe('marks for fifty platforms, one of which hangs', () => {
  let platforms: StandInPlatform[];
  let services: TestServices;
  let queue: MemoryQueue;
  let dispatcher: Dispatcher;
  const errors: unknown[] = [];
  const now = () => new Date();
  const hangs = (n: number) => n === 0;

  before(async () => {
    platforms = await Promise.all(Array.from({ length: PLATFORMS }, () => startPlatform()));
    const columns = platforms.map(({ origin }) => `${origin}/lineitems/1`);
    platforms.forEach((platform, n) => {
      if (hangs(n)) platform.answer = () => 'hang';
      else answering(platform, ({ method }) => (method === 'GET' ? { body: '[]' } : {}));
    });
    const indexOf = (id: string) => Number(id.split('-')[1]);
    services = servicesFor((id) => ({ ...registrationAt(platforms[indexOf(id)]?.origin ?? ''), id }), {
      now,
    });
    queue = new MemoryQueue();
    for (let n = 0; n < PLATFORMS; n += 1) {
      for (let learner = 0; learner < (hangs(n) ? BACKLOG : LEARNERS); learner += 1) {
        const place = { registrationId: `r-${n}`, activityId: `a-${n}`, learnerSub: `${learner}` };
        queue.publish(`e-${n}-${learner}`, 1450, { dueAt: now(), ...place });
      }
    }
    const activityOf = (id: string) => ({
      ...welcomeActivity,
      registrationId: `r-${indexOf(id)}`,
      gradeService: {
        scopes: [`${AGS}score`, `${AGS}result.readonly`],
        lineItemUrl: columns[indexOf(id)] ?? '',
      },
    });
    dispatcher = new Dispatcher(
      {
        queue,
        gradebook: services.gradebook,
        activities: { getForDelivery: async (id) => activityOf(id) },
        now,
        random: () => 0,
      },
      {
        concurrency: 32,
        concurrencyPerRegistration: 4,
        leaseSeconds: 120,
        idleSeconds: 10,
        onError: (e) => errors.push(e),
      },
    );
    dispatcher.start();
  });

  after(async () => {
    await Promise.all(platforms.map((platform) => platform.close()));
    await dispatcher.stop();
    await services.http.close();
  });

  it('reach forty-nine of them, whatever the one has waiting', async () => {
    const sent = () => queue.settled.filter(({ settlement }) => settlement.kind === 'sent').length;
    const scores = (platform: StandInPlatform) =>
      platform.received.filter(({ url }) => url.endsWith('/scores')).length;
    await eventually('the marks of 49 platforms', () => sent() === (PLATFORMS - 1) * LEARNERS, 30_000);
    assert.deepEqual(platforms.slice(1).map(scores), Array<number>(PLATFORMS - 1).fill(LEARNERS));
    assert.ok((platforms[0]?.received.length ?? 0) > 0, 'the one was never asked');
    assert.deepEqual(errors, []);
  }).timeout(40_000);
});
