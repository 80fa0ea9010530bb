import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createDemoPlatform, type DemoPlatform, type DemoPlatformOptions } from './demoPlatform.js';

export interface DemoServerOptions extends Omit<DemoPlatformOptions, 'url'> {
  /** 0 takes a free port. */
  readonly port: number;
  /** Host name of the LMS's addresses; the server itself listens on loopback only. */
  readonly host: string;
}

export interface DemoServer {
  readonly platform: DemoPlatform;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a demo LMS on loopback. */
export async function startDemoPlatform({ port, host, ...options }: DemoServerOptions): Promise<DemoServer> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  const platform = await createDemoPlatform({ ...options, url });
  server.on('request', platform.app);
  return {
    platform,
    url,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
