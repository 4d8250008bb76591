import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { guardConnections } from './connection-guard.ts';

const MOST = 8;
let answered = 0;
const server = createServer((request, response) => {
  if (!mayBeAnswered(request, response)) return;
  answered += 1;
  request.resume();
  request.on('end', () => response.end(request.url === '/large' ? 'x'.repeat(40_000_000) : 'ok'));
});
const mayBeAnswered = guardConnections(server, MOST);
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

test('many requests that wait for no answer end their connection, and are not worked on', async () => {
  answered = 0;
  const socket = await opened();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
  socket.pause();
  socket.write(`${'x'.repeat(96)}${'GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(2_000)}`);
  socket.resume();
  await closed;
  assert.ok(answered <= 20, String(answered));
});

test('replies that nobody reads are given up, the oldest first, when they take up too much', async () => {
  const slow = await Promise.all(Array.from({ length: 5 }, opened));
  const ends: number[] = [];
  for (const [index, socket] of slow.entries()) {
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    socket.once('close', () => ends.push(index));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  slow[0]!.resume();
  await new Promise((resolve) => slow[0]!.once('close', resolve));
  assert.deepEqual(ends, [0]);
  const last = slow.at(-1)!;
  let bytes = 0;
  last.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes >= 40_000_000) last.destroy();
  });
  last.resume();
  await new Promise((resolve) => last.once('close', resolve));
  assert.ok(bytes >= 40_000_000, String(bytes));
  for (const socket of slow) socket.destroy();
});
