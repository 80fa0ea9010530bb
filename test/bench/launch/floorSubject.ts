import { Agent, request } from 'undici';
import { freePort } from '../measure/freePort.js';
import { MeasuredProcess } from '../measure/measuredProcess.js';
import type { BenchPlatform } from '../platform/benchPlatform.js';
import { learners } from '../platform/people.js';
import { removeDirectory, temporaryDirectory } from '../store/temporaryDirectory.js';
import { redirected } from './completeLaunch.js';
import type { LaunchSubject } from './subject.js';
import { Visitor } from './visitor.js';

interface FloorSubject extends LaunchSubject {
  readonly url: string;
  readonly agent: Agent;
}

/** Two requests, one signature, one durable write and a small page: less than any launch can be. */
export async function floorSubject(platform: BenchPlatform, connections: number): Promise<FloorSubject> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const directory = await temporaryDirectory();
  const agent = new Agent({ connections });
  const process = await MeasuredProcess.start({
    file: new URL('../servers/floor.mjs', import.meta.url),
    environment: { PORT: String(port), PLATFORM: platform.issuer, DATA_DIRECTORY: directory },
    isReady: async () => (await request(`${url}/sessions/ready`)).statusCode === 200,
  });
  let launches = 0;
  return {
    name: 'the floor',
    url,
    agent,
    process,
    launch: async () => {
      const nonce = String(launches++);
      const person = learners[launches % learners.length]!;
      const order = { targetLinkUri: `${url}/`, person, resourceLinkId: '3' };
      const visitor = new Visitor(agent);
      const form = { id_token: platform.sign(order, nonce), state: nonce };
      await visitor.get(await redirected(visitor.post(`${url}/launch`, form)));
    },
    stop: async () => {
      await agent.close();
      await process.stop();
      await removeDirectory(directory);
    },
  };
}
