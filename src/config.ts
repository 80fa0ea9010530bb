import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

export interface Config {
  readonly port: number;
  /** Interface to listen on. */
  readonly host: string;
  /** Public address, without a trailing slash. */
  readonly url: string;
  readonly dataDirectory: string;
  readonly mongodbUri?: string;
  /** At least 32 bytes; keys of our own are derived from it. */
  readonly secret: string;
  /** The one that it replaced, while something sealed with it may be stored. */
  readonly previousSecret?: string;
  readonly logLevel: string;
  /** Express' `trust proxy`. */
  readonly trustProxy: boolean | number | string;
  /** Launches that one process takes from one address in a minute. */
  readonly launchesPerMinute: number;
  /** Platforms on loopback over plain http are allowed: demonstration and tests only. */
  readonly demo: boolean;
}

/** Every wrong setting at once, each by its name. */
export class InvalidSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Settings that need attention:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidSettings';
  }
}

const SECRET_BYTES = 32;
const SECRET_FILE = 'secret';
const PREVIOUS_SECRET_FILE = 'secret.previous';

const flag = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((v) => v === '1' || v === 'true');

const secretText = z
  .string()
  .refine((s) => Buffer.byteLength(s) >= SECRET_BYTES, `must hold at least ${SECRET_BYTES} bytes`);

const schema = z.object({
  PORT: z.coerce.number('must be a port number').int().min(1).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  ATTENDUS_URL: z
    .string()
    .refine(isOwnAddress, 'must be an https address without a path (http on this machine alone)')
    .optional(),
  ATTENDUS_DATA_DIR: z.string().default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  ATTENDUS_SECRET: secretText.optional(),
  ATTENDUS_PREVIOUS_SECRET: secretText.optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be a level of pino, such as info',
    )
    .default('info'),
  TRUST_PROXY: z
    .string()
    .refine(isTrustProxy, 'must be a number of proxies, true, false, or a list of addresses and networks')
    .default('0'),
  ATTENDUS_LAUNCHES_PER_MINUTE: z.coerce.number('must be a number').int().min(1).default(1000),
  ATTENDUS_DEMO: flag.default(false),
});

/**
 * Settings from the environment; an empty value counts as none.
 * On the embedded store a missing secret is made once, in the data directory, readable by its owner alone.
 *
 * @throws {InvalidSettings} naming every wrong setting at once.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  if (given['MONGODB_URI'] && !given['ATTENDUS_SECRET']) {
    problems.push('ATTENDUS_SECRET: is required with MONGODB_URI, and the same for every process');
  }
  if (problems.length > 0 || !parsed.success) throw new InvalidSettings(problems);

  const settings = parsed.data;
  const dataDirectory = path.resolve(settings.ATTENDUS_DATA_DIR);
  const secret = settings.ATTENDUS_SECRET ?? keptSecret(dataDirectory);
  const previousSecret = settings.ATTENDUS_PREVIOUS_SECRET ?? keptPreviousSecret(dataDirectory);
  return {
    port: settings.PORT,
    host: settings.HOST,
    url: new URL(settings.ATTENDUS_URL ?? `http://localhost:${settings.PORT}`).origin,
    dataDirectory,
    ...(settings.MONGODB_URI !== undefined && { mongodbUri: settings.MONGODB_URI }),
    secret,
    ...(previousSecret !== undefined && { previousSecret }),
    logLevel: settings.LOG_LEVEL,
    trustProxy: trustProxy(settings.TRUST_PROXY),
    launchesPerMinute: settings.ATTENDUS_LAUNCHES_PER_MINUTE,
    demo: settings.ATTENDUS_DEMO,
  };
}

function keptSecret(dataDirectory: string): string {
  const file = path.join(dataDirectory, SECRET_FILE);
  try {
    if (existsSync(file)) return storedSecret(file);
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    return newSecret(file);
  } catch (error) {
    if (error instanceof InvalidSettings) throw error;
    throw new InvalidSettings([
      `ATTENDUS_DATA_DIR: ${dataDirectory} cannot be used (${(error as Error).message})`,
    ]);
  }
}

/** « mv secret secret.previous » is all that it takes to change a generated secret. */
function keptPreviousSecret(dataDirectory: string): string | undefined {
  const file = path.join(dataDirectory, PREVIOUS_SECRET_FILE);
  return existsSync(file) ? storedSecret(file) : undefined;
}

/** `wx`: of two first starts at once, one makes the secret and the other reads it. */
function newSecret(file: string): string {
  try {
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return storedSecret(file);
}

function storedSecret(file: string): string {
  const secret = readFileSync(file, 'utf8').trim();
  if (Buffer.byteLength(secret) >= SECRET_BYTES) return secret;
  throw new InvalidSettings([
    `ATTENDUS_SECRET: the file ${file} is damaged; put back its copy, or set the variable`,
  ]);
}

/**
 * Our pages stand at the root of a host, and browsers keep no `Secure` cookie over plain http but from this machine.
 */
function isOwnAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, href } = new URL(text);
  const here = hostname === '127.0.0.1' || hostname === '[::1]' || /^(.+\.)?localhost$/.test(hostname);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && here);
  return encrypted && href === `${origin}/`;
}

const NAMED_NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isTrustProxy(text: string): boolean {
  if (/^\d+$|^true$|^false$/.test(text)) return true;
  return text.split(',').every((part) => NAMED_NETWORKS.has(part.trim()) || isNetwork(part.trim()));
}

/** An address, or a block of them such as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= bits);
}

/** A number of proxies, a list of addresses, or true/false, as Express takes them. */
function trustProxy(text: string): boolean | number | string {
  if (/^\d+$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}
