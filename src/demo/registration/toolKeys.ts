import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { unixTime, type Lms } from '../lms.js';
import type { Tool } from '../site/state.js';

export type ToolMessage =
  { kind: 'verified'; claims: Readonly<Record<string, unknown>> } | { kind: 'refused'; reason: string };

/**
 * Verifies what a tool signed (1EdTech Security Framework §5.2): RS256, a key of the tool's key set, `iss`,
 * `aud` and times. The key set is read each time, so a rotated key is known at once.
 */
export async function verifyToolMessage(
  lms: Lms,
  tool: Tool,
  jwt: string,
  audiences: readonly string[],
): Promise<ToolMessage> {
  try {
    const kid = jsonwebtoken.decode(jwt, { complete: true })?.header.kid;
    const claims = jsonwebtoken.verify(jwt, await toolKey(lms, tool, kid), {
      algorithms: ['RS256'],
      issuer: tool.clientId,
      audience: [...audiences] as [string, ...string[]],
      clockTimestamp: unixTime(lms),
      clockTolerance: 10,
    });
    if (typeof claims === 'string') return { kind: 'refused', reason: 'payload is not an object' };
    if (claims.exp === undefined || claims.iat === undefined) {
      return { kind: 'refused', reason: 'exp and iat are required' };
    }
    return { kind: 'verified', claims };
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function toolKey(lms: Lms, tool: Tool, kid: string | undefined): Promise<KeyObject> {
  if ('publicKeyPem' in tool.keys) return createPublicKey(tool.keys.publicKeyPem);
  const answer = await lms.fetch(tool.keys.keySetUrl, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`key set answered ${answer.status}`);
  const { keys } = (await answer.json()) as { keys?: (JsonWebKey & { kid?: string })[] };
  const jwk = keys?.find((key) => key.kid === kid);
  if (!jwk) throw new Error(`no key ${kid} in the tool's key set`);
  return createPublicKey({ key: jwk, format: 'jwk' });
}
