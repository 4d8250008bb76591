/**
 * Everything timed, side by side with the peers people would use, in one run: `npm run bench [-- NAME…]`, names from
 * selection, peers, math, constraints, metrics, routing, serve, trainers, sandbox, neighbours, ledger, capacity, views, postgres, budgets, choices, shapes, evolution, reward-models. The peers come from PyPI into .venv/. RLAR_DATA adds the labelled sets.
 */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';

const BENCHMARKS: Record<string, string> = {
  selection: 'selection.ts',
  peers: 'peers.ts',
  math: 'math.ts',
  constraints: 'instruction-constraints.ts',
  metrics: 'metrics.ts',
  routing: 'routing.ts',
  serve: 'serve.ts',
  trainers: 'trainers.ts',
  sandbox: 'sandbox.ts',
  neighbours: 'neighbours.ts',
  ledger: 'ledger.ts',
  capacity: 'capacity.ts',
  views: 'views.ts',
  postgres: 'postgres.ts',
  budgets: 'budgets.ts',
  choices: 'choices.ts',
  shapes: 'shapes.ts',
  evolution: 'evolution.ts',
  'reward-models': 'reward-models.ts',
};

const [wanted, options] = [false, true].map((isOption) =>
  process.argv.slice(2).filter((argument) => argument.startsWith('--') === isOption),
) as [string[], string[]];
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
let failed = false;
for (const [name, file] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name} (load ${loadavg()[0]!.toFixed(1)})`);
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, file), ...options],
    {
      stdio: 'inherit',
    },
  );
  if (run.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
