import { json, Router, type Request } from 'express';
import type { Lms } from '../lms.js';
import { jsonAnswer, send, type Answer } from '../services/answer.js';
import { PATHS } from '../site/addresses.js';
import type { Tool } from '../site/state.js';
import { openidConfiguration } from './openidConfiguration.js';
import { takeRegistrationToken, type RegistrationGrant } from './registrationToken.js';
import { addTool, updateTool } from './tools.js';
import { readRegistration, registrationAnswer, type ToolSettings } from './toolRegistration.js';

/** Discovery and dynamic registration, as tools call them. */
export function registrationRoutes(lms: Lms): Router {
  const router = Router();

  router.get(PATHS.openidConfiguration, (_req, res) => {
    res.json(openidConfiguration(lms));
  });

  router.post(PATHS.registration, json({ limit: '1mb' }), (req, res) => {
    send(res, register(lms, req));
  });

  return router;
}

const refusal = (status: number, reason: string): Answer => ({
  ...jsonAnswer('application/json', { status, reason }, status),
  reason,
});

function register(lms: Lms, req: Request): Answer {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return refusal(401, 'missing_registration_token');
  const registration = readRegistration(req.body);
  if (registration.kind === 'refused') return refusal(400, registration.reason);
  const grant = takeRegistrationToken(lms, token);
  if (!grant) return refusal(401, 'invalid_token');
  const tool = registered(lms, grant, registration.settings);
  if (!tool) return refusal(404, 'unknown_tool');
  return jsonAnswer('application/json', registrationAnswer(tool, new URL(tool.url).host));
}

/** New tools wait until the administrator activates them. */
function registered(lms: Lms, grant: RegistrationGrant, settings: ToolSettings): Tool | undefined {
  if ('clientId' in grant) return addTool(lms, settings, { clientId: grant.clientId, status: 'pending' });
  const known = lms.state.tools.some(({ id }) => id === grant.updates);
  return known ? updateTool(lms, grant.updates, settings) : undefined;
}
