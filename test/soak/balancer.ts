import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** Gives each connection to the next of several processes on this machine, as a balancer before them does. */
export class Balancer {
  readonly #ports: number[] = [];
  #next = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Balancer> {
    const server = createServer();
    const balancer = new Balancer(server);
    server.on('connection', (socket) => {
      const port = balancer.#ports[(balancer.#next += 1) % balancer.#ports.length];
      if (port === undefined) return socket.destroy();
      const upstream = connect(port, '127.0.0.1');
      for (const one of [socket, upstream]) {
        one.on('error', () => {
          socket.destroy();
          upstream.destroy();
        });
      }
      return socket.pipe(upstream).pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  add(port: number): void {
    this.#ports.push(port);
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}
