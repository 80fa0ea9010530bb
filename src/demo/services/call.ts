import { unixTime, toolOf, type Lms } from '../lms.js';
import { permittedScopes } from '../site/permissions.js';
import type { Tool } from '../site/state.js';
import { ServiceRefusal } from './answer.js';

/** One request to a service, with the parts of its path. */
export interface Call {
  readonly lms: Lms;
  readonly method: string;
  readonly query: URLSearchParams;
  /** Numbers of the path, in order. */
  readonly ids: readonly string[];
  /** `''` when absent, as Moodle has it. */
  readonly accept: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
}

export const idAt = ({ ids }: Call, index: number) => ids[index] ?? '';

/** The tool whose unexpired token carries one of the scopes. */
export function callingTool({ lms, authorization, query }: Call, anyOf: readonly string[]): Tool {
  const token = lms.state.accessTokens.get(authorization.replace(/^Bearer /i, ''));
  const typeId = query.get('type_id');
  const refused = new ServiceRefusal(401, 'Unauthorized');
  if (!token || token.expiresAt <= unixTime(lms)) throw refused;
  if (typeId !== null && typeId !== token.toolId) throw refused;
  const tool = toolOf(lms.state, token.toolId);
  const granted = token.scopes.filter((scope) => permittedScopes(lms, tool).includes(scope));
  if (!granted.some((scope) => anyOf.includes(scope))) throw refused;
  return tool;
}
