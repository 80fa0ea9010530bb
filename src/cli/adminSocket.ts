import { chmod } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { adminSocketPath, newAdminSocketPath, removeAdminSocket } from './adminSocketPath.js';
import { command, EXIT, type Command, type CommandResult } from './command.js';
import { execute, type AdminServices } from './commands.js';

/** Only who owns the data may command. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o177;

const LONGEST_LINE = 65_536;
const PATIENCE_MS = 30_000;

const result = z.object({ exitCode: z.literal(Object.values(EXIT)), text: z.string() });

/**
 * Takes commands at a Unix socket in the data directory, one line of JSON each, since the embedded store has one
 * writer. The caller holds the data directory's lock.
 */
export async function serveAdminSocket(
  dataDirectory: string,
  services: AdminServices,
): Promise<{ close(): Promise<void> }> {
  const path = await newAdminSocketPath(dataDirectory);
  const open = new Set<Socket>();
  // Half-open, so that who has said all still gets every answer.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void answerLines(socket, services);
  });
  await listen(server, path);
  await chmod(path, OWNER_ONLY);
  return {
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await removeAdminSocket(dataDirectory);
    },
  };
}

/** Asks the server that runs on this data directory; undefined when none does. */
export async function askRunningServer(
  dataDirectory: string,
  wanted: Command,
): Promise<CommandResult | undefined> {
  const path = await adminSocketPath(dataDirectory);
  const socket = path === undefined ? undefined : await connected(path);
  if (!socket) return undefined;
  try {
    socket.write(`${JSON.stringify(wanted)}\n`);
    for await (const line of linesOf(socket)) return result.parse(JSON.parse(line));
  } finally {
    socket.destroy();
  }
  throw new Error('the running server closed the connection without an answer');
}

/** The socket is made inside `listen`, synchronously, so the narrow mask holds for it alone. */
async function listen(server: Server, path: string): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', resolve);
  });
  const mask = process.umask(OTHERS);
  server.listen(path);
  process.umask(mask);
  await listening;
}

function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // A killed server leaves its socket behind.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });
}

async function answerLines(socket: Socket, services: AdminServices): Promise<void> {
  try {
    for await (const line of linesOf(socket)) {
      socket.write(`${JSON.stringify(await answer(line, services))}\n`);
    }
    socket.end();
  } catch {
    socket.destroy(); // too long a line, too slow, or gone
  }
}

async function answer(line: string, services: AdminServices): Promise<CommandResult> {
  try {
    return await execute(command.parse(JSON.parse(line)), services);
  } catch (error) {
    return { exitCode: EXIT.failed, text: `The server could not do this: ${(error as Error).message}\n` };
  }
}

async function* linesOf(socket: Socket): AsyncGenerator<string> {
  socket.setEncoding('utf8');
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('nothing came in time')));
  let rest = '';
  for await (const chunk of socket as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('too long a line');
    yield* lines;
  }
}
