import { createServer } from 'node:net';

/** @throws Error with one sentence a port that is taken, naming the variable that chooses another */
export async function assertPortsFree(ports: Readonly<Record<string, number>>): Promise<void> {
  const taken: string[] = [];
  const seen = new Map<number, string>();
  for (const [variable, port] of Object.entries(ports)) {
    const twin = seen.get(port);
    if (twin) taken.push(`${twin} and ${variable} are both ${port}: give one of them another port.`);
    else if (!(await isFree(port)))
      taken.push(`Port ${port} is taken: stop what uses it, or set ${variable} to another.`);
    seen.set(port, variable);
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
