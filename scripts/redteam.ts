/**
 * Attacks this rlar: `npm run redteam [-- PART…]`; see docs/redteam.md. Ends with 1 where a part did not hold, and with 2
 * where the command was not understood.
 */
import { parseArgs } from 'node:util';
import { allAttacks } from '../src/attacks/all-attacks.ts';
import { printEscapeTable } from './redteam/escape/print-table.ts';
import { attackJudges, WEAKEST } from './redteam/judges/attack-judges.ts';
import { attackSandbox } from './redteam/sandbox.ts';
import { attackServer, type Phase } from './redteam/server.ts';
import { tables, talliesBy, worstPercent } from './redteam/tally.ts';
import { attackTools } from './redteam/tools.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    pause: { type: 'string', default: '0' },
    max: { type: 'string' },
    only: { type: 'string' },
    show: { type: 'string', default: '0' },
    table: { type: 'boolean', default: false },
    judge: { type: 'string', multiple: true },
    trials: { type: 'string', default: '4' },
    record: { type: 'string' },
    pairs: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
  },
});

/** @returns a number that the command line gave */
function numberOf(
  name: 'count' | 'seed' | 'seconds' | 'pause' | 'max' | 'show' | 'trials' | 'at-once',
): number {
  const number = Number(values[name]);
  if (values[name]?.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  console.error(`--${name} is a number from 0 up, not ${JSON.stringify(values[name])}`);
  process.exit(2);
}

const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  tools: async () => {
    const max = values.max === undefined ? Number.POSITIVE_INFINITY : numberOf('max');
    const cases = allAttacks().filter(({ tool }) => values.only === undefined || tool === values.only);
    if (cases.length === 0) {
      console.error(`--only ${values.only}: no attack is made on it`);
      process.exit(2);
    }
    const outcomes = await attackTools(cases);
    console.log(tables(outcomes));
    const bad = outcomes.filter(({ verdict }) => verdict !== 'ok');
    for (const one of bad.slice(0, numberOf('show')))
      console.log(
        `\n${one.verdict}: ${one.tool}, ${one.attack} (reward ${one.reward}, ${one.kind}, ${one.judgedBy})\n  item      ${one.item.name}\n  right     ${JSON.stringify(one.item.right).slice(0, 200)}\n  response  ${JSON.stringify(one.response).slice(0, 300)}`,
      );
    const over = talliesBy(outcomes, ({ tool }) => tool).filter((tally) => worstPercent(tally) > max);
    for (const tally of over)
      console.error(`${tally.name}: ${worstPercent(tally).toFixed(1)} % is over the bound of ${max} %`);
    return over.length === 0;
  },
  judges: async () =>
    attackJudges({
      files: values.judge ?? WEAKEST,
      pairs: values.pairs,
      count: numberOf('trials'),
      seed: numberOf('seed'),
      atOnce: numberOf('at-once'),
      record: values.record,
    }),
  sandbox: async () => {
    if (values.table) return printEscapeTable(values.only);
    const { forged, ...counts } = await attackSandbox(numberOf('count'), numberOf('seed'));
    for (const { target, source } of forged.slice(0, 20)) console.log(`FORGED (${target}):\n${source}\n`);
    console.log(JSON.stringify({ part: 'sandbox', ...counts, forged: forged.length }));
    return counts.deaths === 0 && forged.length === 0 && counts.honestWrong === 0;
  },
  server: async () => {
    const { deaths, honest, hostile } = await attackServer({
      seed: numberOf('seed'),
      enough: { seconds: numberOf('seconds') },
      pauseMs: numberOf('pause'),
      onMemory: (rss, ms) =>
        console.log(`minute ${(ms / 60_000).toFixed(0)}: ${(rss / 2 ** 20).toFixed(0)} MiB`),
    });
    for (const [name, phase] of Object.entries({ honest, hostile }))
      console.log(`beside ${name} load: ${told(phase)}`);
    console.log(
      `deaths ${deaths}; the neighbour's p99 beside hostile load is ${(hostile.p99Ms / honest.p99Ms).toFixed(1)} times that beside honest load`,
    );
    return deaths === 0 && honest.neighboursWrong + hostile.neighboursWrong === 0;
  },
};

function told(phase: Phase): string {
  const { requests, serverErrors, neighbours, neighboursWrong, p50Ms, p99Ms, rss } = phase;
  const { maxDelayMs, p99DelayMs, ownMaxDelayMs, ownP99DelayMs } = phase;
  return (
    `${requests} requests, ${serverErrors} answered with 500; neighbour ${neighbours} requests, ${neighboursWrong} judged wrongly, ` +
    `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms; event loop late by at most ${maxDelayMs.toFixed(0)} ms, p99 ` +
    `${p99DelayMs.toFixed(0)} ms, without waits for a processor ${ownMaxDelayMs.toFixed(0)} and ${ownP99DelayMs.toFixed(0)} ms; memory at the end ${(rss / 2 ** 20).toFixed(0)} MiB`
  );
}

const wanted = positionals.length > 0 ? positionals : ['tools'];
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`no part ${unknown}; there are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
let held = true;
for (const name of wanted) held = (await PARTS[name]!()) && held;
process.exit(held ? 0 : 1);
