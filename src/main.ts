import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveAdminSocket } from './cli/adminSocket.js';
import { InvalidSettings, readConfig, type Config } from './config.js';
import { createLog } from './log.js';
import { openServices } from './services.js';
import { createApp } from './web/app.js';

/** Longest wait for requests and deliveries under way when asked to stop. */
const STOP_SECONDS = 8;

/** Starts the tool: store, dispatcher, command socket, web; and stops them in the other order on SIGTERM. */
async function main(): Promise<void> {
  const config = settings();
  const log = createLog(config.logLevel);
  const services = await openServices(config, log);
  const server = createServer(createApp(services));
  const socket =
    config.mongodbUri === undefined ? await serveAdminSocket(config.dataDirectory, services) : undefined;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  services.dispatcher.start();
  services.evidenceSweeper.start();
  const { port } = server.address() as AddressInfo;
  log.info(
    { port, url: config.url, store: config.mongodbUri === undefined ? 'embedded' : 'mongodb' },
    'Attendus is ready',
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => server.closeAllConnections(), STOP_SECONDS * 1000).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await Promise.all([closed, services.dispatcher.stop(STOP_SECONDS)]);
    await socket?.close();
    await services.close();
    log.info({}, 'Attendus has stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof InvalidSettings) fail(error.message);
    throw error;
  }
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => {
  fail(error instanceof Error ? `Attendus cannot start: ${error.message}` : 'Attendus cannot start');
});
