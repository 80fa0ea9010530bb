import { Agent, request } from 'undici';
import { freePort } from '../measure/freePort.js';
import { MeasuredProcess } from '../measure/measuredProcess.js';
import type { BenchPlatform } from '../platform/benchPlatform.js';
import { CLIENT_ID } from '../platform/launchClaims.js';
import { learners } from '../platform/people.js';
import { completeLaunch } from './completeLaunch.js';
import type { LaunchSubject } from './subject.js';
import { Visitor } from './visitor.js';

export async function ltijsSubject(platform: BenchPlatform, connections: number): Promise<LaunchSubject> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const agent = new Agent({ connections });
  const process = await MeasuredProcess.start({
    file: new URL('../servers/ltijsQuickStart.mjs', import.meta.url),
    environment: { PORT: String(port), PLATFORM: platform.issuer, CLIENT_ID },
    isReady: async () => (await request(`${url}/keys`).then(({ body }) => body.text())).includes('"kid"'),
  });
  let launches = 0;
  return {
    name: 'ltijs 5.9.9, in-memory plugin',
    process,
    launch: () =>
      completeLaunch(new Visitor(agent), platform, `${url}/login`, {
        targetLinkUri: `${url}/`,
        person: learners[launches++ % learners.length]!,
        resourceLinkId: '3',
      }),
    stop: async () => {
      await agent.close();
      await process.stop();
    },
  };
}
