/**
 * Kills `rlar serve` under load, at a random moment, again and again, and looks whether every reward that a client was
 * told of is in the ledger: `node scripts/with-node.mjs scripts/crash-serve.ts --times 50`. Exit status 1 where one is
 * missing or the file damaged.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CrashReport, killCycles, printCrashReport } from './kill-cycles.ts';

const CLIENTS = 8;
const SHORTEST_LIFE_MS = 50;
const LONGEST_LIFE_MS = 500;
const replyShape = z.object({ items: z.array(z.object({ record: z.string() })) });

export function crashServe(times: number, seed: number): Promise<CrashReport> {
  return killCycles({ times, seed, longestLifeMs: LONGEST_LIFE_MS, killOne: killedServer });
}

/** @returns the records that clients were told of before the server died */
async function killedServer(home: string, lifeMs: number): Promise<string[]> {
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'serve', '--port', '0'],
    {
      env: { ...process.env, RLAR_HOME: home, RLAR_LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `${/http:\S+/.exec(line.toString())?.[0]}/v1/rewards`;
  const records: string[] = [];
  const first = Promise.withResolvers<void>();
  let alive = true;
  const client = async (number: number): Promise<void> => {
    for (let round = 0; alive; round += 1) {
      try {
        const prompt = `Box ${number} holds ${round} pens and 3 more are added. How many pens are there?`;
        const group = {
          prompt,
          reference: String(round + 3),
          responses: [`${round + 3}`, `#### ${round}`, ':'],
        };
        const body = JSON.stringify({
          run: `run-${number}`,
          step: round,
          groups: [group, { ...group, prompt: `${prompt} ` }],
        });
        const reply = await fetch(url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        for (const { record } of replyShape.parse(await reply.json()).items) records.push(record);
        first.resolve();
      } catch (thrown) {
        if (alive) throw thrown;
      }
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
  // A busy machine takes its time to answer at all: the server's life counts from the first answer.
  await first.promise;
  await new Promise((resolve) => setTimeout(resolve, SHORTEST_LIFE_MS + lifeMs));
  alive = false;
  child.kill('SIGKILL');
  await once(child, 'exit');
  await Promise.all(clients);
  return records;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { times: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
  });
  printCrashReport(await crashServe(Number(values.times), Number(values.seed)));
}
