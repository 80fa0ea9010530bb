import { Agent, request } from 'undici';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { Grid } from '../../../src/grid/grid.js';
import { toolAddresses } from '../../../src/platform/toolAddresses.js';
import type { Stores } from '../../../src/storage/stores.js';
import { completeLaunch } from '../launch/completeLaunch.js';
import { Visitor } from '../launch/visitor.js';
import { freePort } from '../measure/freePort.js';
import { MeasuredProcess } from '../measure/measuredProcess.js';
import type { BenchPlatform } from '../platform/benchPlatform.js';
import type { Person } from '../platform/launchClaims.js';
import { clientIdOf, fillSchool } from '../school/school.js';
import { openStore, SECRET } from '../store/openStore.js';
import { removeDirectory, temporaryDirectory } from '../store/temporaryDirectory.js';

export interface ToolPlan {
  readonly platform: BenchPlatform;
  readonly grid: Grid;
  /** Default 1. */
  readonly registrations?: number;
  /** Connections to it, kept open. */
  readonly connections: number;
  readonly preload?: readonly URL[];
  /** Fills more of the store before the tool starts. */
  readonly fill?: (stores: Stores, activities: readonly Activity[]) => Promise<void>;
}

export interface RunningTool {
  readonly url: string;
  readonly process: MeasuredProcess;
  /** A new browser's launch of a registration's activity, up to its first page. */
  launch(
    person: Person,
    registration?: number,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Launched>;
  stop(): Promise<void>;
}

export interface Launched {
  readonly visitor: Visitor;
  readonly url: string;
  readonly body: string;
}

/** The tool as built in dist/, with its own start, its embedded store and its default settings. */
export async function startTool(plan: ToolPlan): Promise<RunningTool> {
  const { platform, grid, registrations = 1, connections, preload = [], fill } = plan;
  const directory = await temporaryDirectory();
  const { stores, close } = await openStore(directory);
  const activities = await fillSchool(stores, { issuer: platform.issuer, grid, registrations });
  await fill?.(stores, activities);
  await close();

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = await MeasuredProcess.start({
    file: new URL('../../../dist/main.js', import.meta.url),
    environment: {
      PORT: String(port),
      ATTENDUS_URL: url,
      ATTENDUS_DATA_DIR: directory,
      ATTENDUS_SECRET: SECRET,
      ATTENDUS_LAUNCHES_PER_MINUTE: '1000000',
      ATTENDUS_DEMO: '1', // platforms on loopback
    },
    preload,
    isReady: async () => (await request(`${url}/readyz`)).statusCode === 200,
  });
  const agent = new Agent({ connections });
  const { login, launch: targetLinkUri } = toolAddresses(url);
  return {
    url,
    process,
    async launch(person, registration = 0, headers = {}) {
      const visitor = new Visitor(agent, headers);
      const { resourceLinkId } = activities[registration]!;
      const order = { targetLinkUri, person, resourceLinkId, clientId: clientIdOf(registration) };
      const launched = await completeLaunch(visitor, platform, login, order);
      return { visitor, url: launched.url, body: launched.page.body };
    },
    async stop() {
      await agent.close();
      await process.stop();
      await removeDirectory(directory);
    },
  };
}
