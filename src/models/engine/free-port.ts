import { createServer } from 'node:net';
import { RlarError } from '../../spec/errors.ts';

/** @returns a port of this machine that nobody listens on. @throws RLAR_WORKER_FAILED */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new RlarError('RLAR_WORKER_FAILED', 'no port is free');
}
