// The quick start of the ltijs 5.9.9 README, with the settings it gives for a production environment. What it
// prints at each launch is left out, and the database is a map: both spare it work.
import process from 'node:process';
import ltijs from 'ltijs';
import { MemoryPlugin } from './memoryPlugin.mjs';

const { PORT, PLATFORM, CLIENT_ID } = process.env;
const lti = ltijs.Provider;

lti.setup(
  'LTIKEY',
  { plugin: new MemoryPlugin() },
  {
    appRoute: '/',
    loginRoute: '/login',
    cookies: { secure: true, sameSite: 'None' },
    devMode: false,
  },
);

lti.onConnect((_token, _req, res) => res.send("It's alive!"));

await lti.deploy({ port: Number(PORT), silent: true });

await lti.registerPlatform({
  url: PLATFORM,
  name: 'Platform Name',
  clientId: CLIENT_ID,
  authenticationEndpoint: `${PLATFORM}/authorize`,
  accesstokenEndpoint: `${PLATFORM}/token`,
  authConfig: { method: 'JWK_SET', key: `${PLATFORM}/keys` },
});
