import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { guardConnections } from './connection-guard.ts';

const MOST = 8;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('ok'));
});
guardConnections(server, MOST);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.closeAllConnections();
  server.close();
});

const opened = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
  });

test('half-sent bodies do not keep others out for longer than they may be silent', async (context) => {
  context.mock.timers.enable({ apis: ['Date'] });
  const start = performance.now();
  let later = 0;
  context.mock.method(performance, 'now', () => start + later);
  const slow = await Promise.all(Array.from({ length: MOST }, opened));
  for (const socket of slow) socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
  await new Promise((resolve) => setTimeout(resolve, 50));
  later = 6_000;
  for (let request = 0; request < 3; request += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'whole' });
    assert.equal(await answer.text(), 'ok');
  }
  for (const socket of slow) socket.destroy();
});

test('requests and heads that do not arrive are bounded in time', () => {
  assert.ok(server.headersTimeout > 0 && server.headersTimeout <= 60_000);
  assert.ok(server.requestTimeout > 0 && server.requestTimeout <= 300_000);
});
