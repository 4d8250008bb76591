import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** @returns the body of the reply, of a server on this machine over at most 64 connections */
export function post(port: number, path: string, body: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const call = request({ port, host: '127.0.0.1', agent, path, method: 'POST', headers }, (reply) => {
    let text = '';
    reply.setEncoding('utf8');
    reply.on('data', (chunk: string) => {
      text += chunk;
    });
    reply.on('end', () =>
      reply.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${reply.statusCode}: ${text}`)),
    );
  });
  // A server may have closed an idle connection while this process waited for a peer: such a request has not begun.
  call.on('error', (thrown: NodeJS.ErrnoException) => {
    if (call.reusedSocket && thrown.code === 'ECONNRESET') post(port, path, body).then(resolve, reject);
    else reject(thrown);
  });
  call.end(body);
  return promise;
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1]!;
}
