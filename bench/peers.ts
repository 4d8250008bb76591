/**
 * rlar beside the scorers and servers that people use, in one run: `npm run bench -- peers [--quick] [--page]`. It keeps the raw
 * numbers in bench/results/peers.json, and writes docs/side-by-side.md and its drawings from them; `--page` does that alone.
 * `--quick` has smaller sizes and items of our own alone. Without it the run takes some minutes on a quiet machine.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { type BenchRow, printRow } from './bench-row.ts';
import { benchInstructionConstraints } from './instruction-constraints.ts';
import { benchMath } from './math.ts';
import { benchMetrics } from './metrics.ts';
import { benchServed } from './side-by-side/growth.ts';
import { drawings, page } from './side-by-side/page.ts';
import type { PeerResults } from './side-by-side/results.ts';
import { benchVerdicts } from './side-by-side/verdicts.ts';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(import.meta.dirname, 'results/peers.json');
const isQuick = process.argv.includes('--quick');

const results = process.argv.includes('--page')
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as PeerResults)
  : await measure();
const text = page(results);
for (const folder of [dirname(FILE), join(ROOT, 'docs/pictures')]) mkdirSync(folder, { recursive: true });
writeFileSync(FILE, `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(join(ROOT, 'docs/side-by-side.md'), text);
for (const [name, drawing] of Object.entries(drawings(results)))
  writeFileSync(join(ROOT, 'docs/pictures', name), drawing);

async function measure(): Promise<PeerResults> {
  const start = Date.now();
  const before = loadavg()[0]!;
  const verdicts: BenchRow[] = [];
  const parts = [
    () => benchVerdicts(20),
    ...(isQuick ? [] : [benchMath, benchInstructionConstraints, benchMetrics]),
  ];
  for (const part of parts) {
    const rows = await part();
    for (const row of rows) printRow(row);
    verdicts.push(...rows);
  }
  const served = await benchServed(
    isQuick ? [1, 10, 100] : [1, 10, 100, 1000, 10_000, 100_000],
    isQuick ? 64 : 1024,
  );
  for (const { way, seconds } of served.step)
    console.log(`a step of 960 rollouts, ${way}: ${seconds.toFixed(3)} s`);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    loads: [before, loadavg()[0]!],
    minutes: (Date.now() - start) / 60_000,
    verdicts,
    served,
  };
}
