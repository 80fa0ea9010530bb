import { Provider, type LtiProvider } from 'ltijs';
import { randomSecret, type RandomBytes } from '../secrets.js';
import { LtijsDatabase, type PluginPorts } from './databasePlugin.js';

/**
 * A provider of its own: ltijs exports one instance for the whole process. It serves no HTTP, and nothing is mounted
 * on the Express application that it makes.
 */
export async function openProvider(ports: PluginPorts & { randomBytes: RandomBytes }): Promise<LtiProvider> {
  const provider = new Provider.constructor();
  // Asked for, but used only by what is not mounted and by the storage that we replace.
  const encryptionKey = randomSecret(ports.randomBytes);
  provider.setup(encryptionKey, { plugin: new LtijsDatabase(ports) }, { cors: false });

  const before = process.listeners('SIGINT');
  await provider.deploy({ serverless: true, silent: true });
  // Its listener would end the process before requests and writes under way are done.
  for (const listener of process.listeners('SIGINT')) {
    if (!before.includes(listener)) process.off('SIGINT', listener);
  }
  return provider;
}
