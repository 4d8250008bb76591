/**
 * Does the loop earn its cost? Every recorded acquisition by each strategy: one program as it was written, four that know
 * nothing of each other, and two that are repaired from what the gates found.
 * `node scripts/with-node.mjs scripts/compare-strategies.ts [NAME…]`
 */
import { type Replayed, recordedAcquisitions, replayAcquisition } from './replay-acquisition.ts';

const STRATEGIES = ['single', 'independent', 'feedback'] as const;
const wanted = process.argv.slice(2);

function shown(replayed: Replayed): string {
  const failing = replayed.evidence?.gates
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ gate }) => gate);
  const shares = replayed.evidence?.gates.find(({ gate, program }) => gate === 'G4' && !program)?.shares;
  const percent = (value: number | undefined) =>
    value === undefined ? '–' : `${(100 * value).toFixed(0)} %`;
  const verdict =
    replayed.status === 'refused' ? `refused (${[...new Set(failing)].join(' ')})` : replayed.status;
  return `${verdict}, ${replayed.calls} calls, ${replayed.tokens} tokens, wrong paid ${percent(shares?.falsePositives?.value)}, right paid ${percent(shares?.rightOnesPaid?.value)}`;
}

const admitted: Record<string, number> = {};
const calls: Record<string, number> = {};
for (const entry of recordedAcquisitions()) {
  if (entry.args.includes('--strategy')) continue;
  if (wanted.length > 0 && !wanted.includes(entry.name)) continue;
  for (const strategy of STRATEGIES) {
    const replayed = await replayAcquisition(entry, ['--strategy', strategy]).catch((error: Error) => error);
    if (replayed instanceof Error)
      console.log(`${entry.name} · ${strategy}: ${replayed.message.slice(0, 200)}`);
    else {
      console.log(`${entry.name} · ${strategy}: ${shown(replayed)}`);
      admitted[strategy] = (admitted[strategy] ?? 0) + (replayed.status === 'admitted' ? 1 : 0);
      calls[strategy] = (calls[strategy] ?? 0) + replayed.calls;
    }
  }
}
for (const strategy of STRATEGIES)
  console.log(`${strategy}: ${admitted[strategy] ?? 0} admitted, ${calls[strategy] ?? 0} calls`);
