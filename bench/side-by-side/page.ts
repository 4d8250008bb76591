import { CALLS_OF_AN_ACQUISITION, callsPer1000, MEASURED } from './calls.ts';
import { machineDay, PAPER, PRICES, tokenDollars } from './costs.ts';
import { type Line, logLines } from './plots.ts';
import type { PeerResults } from './results.ts';

const COLOURS: Readonly<Record<string, string>> = {
  rlar: '#0b5fd3',
  FastAPI: '#b4540a',
  naive: '#1a7f4b',
  prime: '#7a3e9d',
};
const LARGEST = 1_000_000;

/** @returns drawings by the name of their file */
export function drawings({ served }: PeerResults): Record<string, string> {
  const lines = Object.entries(COLOURS).map(([name, colour]): Line => {
    const known = served.growth.flatMap(({ rollouts, seconds }) =>
      seconds[name] ? [[rollouts, seconds[name]] as const] : [],
    );
    const last = known.at(-1)!;
    const isShort = last[0] < LARGEST;
    const beyond = isShort ? [[LARGEST, (last[1] * LARGEST) / last[0]] as const] : [];
    return { name, colour, points: [...known, ...beyond], brokenFrom: known.length };
  });
  const sizes = [1e3, 1e4, 1e5, 1e6];
  const calls = [1, 10, 100].map(
    (kinds, at): Line => ({
      name: `${kinds} new kind${kinds === 1 ? '' : 's'}`,
      colour: Object.values(COLOURS)[at]!,
      points: sizes.map((rewards) => [rewards, callsPer1000(kinds, rewards)] as const),
    }),
  );
  return {
    'peers-growth.svg': logLines(
      'Seconds by number of rollouts',
      'rollouts; broken: extrapolated',
      'seconds',
      lines,
    ),
    'peers-calls.svg': logLines('Agent calls per 1,000 rewards', 'rewards', 'agent calls per 1,000 rewards', [
      ...calls,
      {
        name: 'a judge on everything',
        colour: '#7a3e9d',
        points: sizes.map((rewards) => [rewards, 1000] as const),
      },
    ]),
  };
}

/** @returns the page, in Markdown */
export function page(results: PeerResults): string {
  const { verdicts, served } = results;
  const own = served.step.find(({ way }) => way === 'rlar serve')!;
  const rate = 960 / own.seconds;
  const perDay = rate * 86_400;
  const run = PAPER.rollouts / rate;
  const gpu = (hours: number) => hours * PRICES.gpu.perHour;
  return `# Beside the peers, in one run

Made by \`npm run bench -- peers\` on ${results.date} (${results.machine}; load ${results.loads.map((load) => load.toFixed(1)).join(' before, ')} after;
${results.minutes.toFixed(1)} minutes). The raw numbers are in \`bench/results/peers.json\`; \`npm run bench -- peers --page\` writes this page from them. Ratios hold on other machines,
microseconds do not. All items are of our own making; a run at a load far above the number of cores, or with \`--quick\`, is a trial of the command and no measure. Peers come from PyPI: verl 0.9.1, Math-Verify 0.9.0, sacrebleu 2.6.0, rouge-score 0.1.2, reasoning-gym, FastAPI with uvicorn.

## One verdict

One item after another in one process, our query prepared anew for each. Items of our own are new to both sides, as answers of a policy are; the
rows of sets (the last ones) are the least of three passes, which favours whoever keeps a cache.

${table(
  [
    'our tool',
    'items',
    'ours: median, µs',
    'peer',
    'peer: median, µs',
    'peer ÷ ours, medians',
    'means',
    'ours, verdicts/s',
  ],
  verdicts.map((row) => [
    row.name,
    row.set,
    small(row.oursMedianMicroseconds),
    row.peer,
    small(row.peerMedianMicroseconds),
    times(row.peerMedianMicroseconds / row.oursMedianMicroseconds),
    times(row.peerMeanMicroseconds / row.oursMeanMicroseconds),
    Math.round(1e6 / row.oursMeanMicroseconds).toLocaleString('en'),
  ]),
)}

Where a peer's scorer is one regular expression over a string, nothing that reads who asserts what can be as fast. \`verifiers\` has no scorer of its own beyond
Math-Verify: its rubrics are functions that users write.

## A step of 960 rollouts

120 queries of four kinds × 8 new answers, mixed. Code, which rlar alone isolates, is measured by \`npm run bench -- trainers\`. Both servers have their client on the same machine, rlar its
ledger on; verl's and TRL's functions run in process, without tokens and tensors.

${table(
  ['way', 'seconds, median', 'beside rlar', 'rounds'],
  served.step.map(({ way, seconds, rounds }) => [
    way,
    seconds.toFixed(3),
    times(seconds / own.seconds),
    rounds.map((round) => round.toFixed(2)).join(', '),
  ]),
)}

## From 1 rollout to 10⁶

![seconds by number of rollouts](pictures/peers-growth.svg)

${table(
  [
    'rollouts',
    ...Object.keys(COLOURS).map((name) => `${name}, s`),
    'rlar: most memory, MiB',
    'FastAPI: most memory, MiB',
  ],
  served.growth.map(({ rollouts, seconds, memory }) => [
    rollouts.toLocaleString('en'),
    ...Object.keys(COLOURS).map((name) => (seconds[name] ? seconds[name].toPrecision(3) : 'not run')),
    String(memory.rlar ?? '–'),
    String(memory.FastAPI ?? '–'),
  ]),
)}

Requests of at most 1,024 rollouts, one after another. Nothing above the largest size in a column was run: the drawing goes on in proportion, broken.

## Latency under load

Requests of one group of 8, so many at once.

${table(
  ['server', 'at once', 'rewards/s', 'p50, ms', 'p99, ms'],
  Object.entries(served.load).flatMap(([name, loads]) =>
    loads.map(({ atOnce, rewardsPerSecond, p50, p99 }) => [
      name,
      String(atOnce),
      Math.round(rewardsPerSecond).toLocaleString('en'),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  ),
)}

## Calls of agents and judges

![agent calls per 1,000 rewards](pictures/peers-calls.svg)

Computed: an acquisition costs ${CALLS_OF_AN_ACQUISITION} calls in the median of the recorded ones, once for a kind; rewards of known kinds cost none. Measured once: ${MEASURED.calls} calls in a stream
of ${MEASURED.rewards.toLocaleString('en')} rewards with four shifts, ${((1000 * MEASURED.calls) / MEASURED.rewards).toFixed(2)} per 1,000. A judge on everything costs 1,000 calls per 1,000 rewards, or 2,000 with both orders. Where a kind of the library *is* judged
by a language model, those calls are counted apart, and are as many as its rollouts.

## What it costs

List prices of ${PRICES.date}: ${PRICES.machine.name} at $${PRICES.machine.perHour} an hour; ${PRICES.gpu.name}: $${PRICES.gpu.perHour}; ${PRICES.judge.name}: $${PRICES.judge.perMillionIn} for a million tokens read, $${PRICES.judge.perMillionOut} for a million
written, of which ${100 * PRICES.shareOut} % are taken to be. Put your own into \`bench/side-by-side/costs.ts\`.

One day of that machine costs $${machineDay().toFixed(2)}, and at the rate of the step above makes ${Math.round(perDay / 1e6).toLocaleString('en')} million rewards by programs: $${((1e6 * machineDay()) / perDay).toFixed(4)} for a million.

${table(
  ['the run of the paper, 163,840 rollouts', 'tokens', 'tokens, $', 'GPU hours', 'GPU, $', 'together, $'],
  [
    ['its judge on everything', PAPER.judge.tokens, PAPER.judge.gpuHours] as const,
    ["the paper's RLAR", PAPER.rlar.tokens, PAPER.rlar.gpuHours] as const,
  ].map(([name, tokens, hours]) => [
    name,
    `${tokens / 1e6} M`,
    tokenDollars(tokens).toFixed(0),
    String(hours),
    gpu(hours).toFixed(0),
    (tokenDollars(tokens) + gpu(hours)).toFixed(0),
  ]),
)}

The tokens and GPU hours are the paper's own. What programs can judge of such a run takes this machine ${run < 600 ? `${run.toFixed(0)} seconds` : `${(run / 60).toFixed(0)} minutes`} ($${((run / 86_400) * machineDay()).toFixed(2)}) in all; the share that wants a learned reward (the paper
gives 96.4 % of its calls to one) needs the GPU that serves it, in rlar as there. That share was not measured here.
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function small(value: number): string {
  return value < 100 ? value.toPrecision(2) : String(Math.round(value));
}

function times(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)} ×`;
}
