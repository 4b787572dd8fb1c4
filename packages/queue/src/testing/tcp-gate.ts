import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a server, so that a test can take it away (refused, and the open connections cut) and give it back. */
export type TcpGate = { port: number; open(): Promise<void>; shut(): Promise<void> };

/** Shut at first. */
export async function createTcpGate(target: { host: string; port: number }): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const gate = {
    port: 0,
    async open() {
      server = createServer((inside) => {
        const outside = connect(target.port, target.host);
        for (const socket of [inside, outside]) {
          sockets.add(socket);
          socket
            .on('error', () => {})
            .on('close', () => {
              sockets.delete(socket);
              inside.destroy();
              outside.destroy();
            });
        }
        inside.pipe(outside).pipe(inside);
      }).listen(gate.port, '127.0.0.1');
      await once(server, 'listening');
      gate.port = portOf(server);
    },
    async shut() {
      if (server === undefined) {
        return;
      }
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      await closed;
      server = undefined;
    },
  };
  await gate.open(); // to learn a free port
  await gate.shut();
  return gate;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // a TCP server that listens
}
