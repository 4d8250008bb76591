import { connect } from 'node:net';
import { HOSTILE_BODIES } from '../../src/attacks/hostile-bodies.ts';
import { ENDLESS_INPUTS, HOSTILE_INPUTS } from '../../src/attacks/hostile-inputs.ts';
import { EXIT_TRICKS, INSTRUCTIONS } from '../../src/attacks/keys.ts';
import { type Draw, pick } from './hostile-frames.ts';

const SIZES = [1_000, 30_000, 400_000, 1_500_000];
const QUERIES: readonly object[] = [
  { prompt: 'What is 6 times 7?', reference: '42' },
  { prompt: 'Differentiate $x^3$.', reference: '3x^2' },
  { prompt: 'who wrote Middlemarch', reference: 'George Eliot' },
  { prompt: 'Which one?\n(A) trout\n(B) otter', reference: 'B' },
  { prompt: 'Translate into German: The dog sleeps.', reference: 'Der Hund schläft.' },
  { prompt: 'Sort the words: kelp, anvil', reference: 'anvil kelp' },
  {
    prompt: 'Write three bullet points.',
    instruction_id_list: ['detectable_format:number_bullet_lists'],
    kwargs: [{ num_bullets: 3 }],
  },
  { prompt: 'Give a person as JSON.', schema: { type: 'object', required: ['name'] } },
  { prompt: 'How warm is it?', expected_calls: [{ name: 'read', arguments: { at: 'Bergen' } }] },
  { prompt: 'Write f.', tests: { test: 'assert f(1) == 2', entry_point: 'f' } },
];
const RESPONSES: readonly string[] = [
  ...[...HOSTILE_INPUTS, ...ENDLESS_INPUTS].map(({ text }) => text),
  ...EXIT_TRICKS.slice(0, 20),
  ...INSTRUCTIONS.slice(0, 10),
];
/** What is no request, or is one that never ends. */
const RAW: readonly string[] = [
  'GET',
  '\u0000\u0001\u0002\u0003',
  'POST /v1/rewards HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{',
  'POST /v1/rewards HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\n',
  `GET /${'a'.repeat(60_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(5_000)}`,
  'POST /v1/rewards HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
  'CONNECT /v1/rewards HTTP/9.9\r\n\r\n',
];
const RAW_MS = 200;

/** One hostile request: its body, or bytes for a bare connection. */
export type HostileRequest = { readonly body: string } | { readonly raw: string };

/** @returns a request that a seed makes: a hostile body, a good body with hostile responses, or bytes that are no request */
export function hostileRequest(draw: Draw): HostileRequest {
  const sort = draw(10);
  if (sort === 0) return { raw: pick(draw, RAW) };
  if (sort < 6) return { body: pick(draw, Object.values(HOSTILE_BODIES))(pick(draw, SIZES)) };
  const responses = Array.from({ length: 1 + draw(6) }, () => pick(draw, RESPONSES));
  return { body: JSON.stringify({ groups: [{ ...pick(draw, QUERIES), responses }] }) };
}

/** Sends bytes over a bare connection, waits a moment, and hangs up. */
export function sendRaw(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
    setTimeout(() => socket.destroy(), RAW_MS);
  });
}
