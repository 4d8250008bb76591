/**
 * Attacks this rlar with what a generator makes: `npm run redteam -- sandbox [--candidates 1000] [--seed 1]`. Ends with 1
 * where anything died or a verdict was forged.
 */
import { parseArgs } from 'node:util';
import { attackSandbox } from './redteam/sandbox.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    candidates: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  sandbox: async () => {
    const { forged, ...counts } = await attackSandbox(Number(values.candidates), Number(values.seed));
    for (const { target, source } of forged.slice(0, 20)) console.log(`FORGED (${target}):\n${source}\n`);
    console.log(JSON.stringify({ part: 'sandbox', ...counts, forged: forged.length }));
    return counts.deaths === 0 && forged.length === 0 && counts.honestWrong === 0;
  },
};

const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
let held = true;
for (const name of wanted) {
  const part = PARTS[name];
  if (!part) {
    console.error(`no part ${name}; there are: ${Object.keys(PARTS).join(', ')}`);
    process.exit(2);
  }
  held = (await part()) && held;
}
process.exit(held ? 0 : 1);
