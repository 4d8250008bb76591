/**
 * `npm run demo:mixed`: scores `examples/mixed/mixed.jsonl`, rows of fifteen kinds, with nothing but the built-in tools in the library,
 * and has agents get what is missing. Hub and language model are of this machine (`examples/mixed/README.md`).
 */
import { runMixed } from './mixed-demo/run.ts';

const { code, report, log } = await runMixed();
process.stderr.write(log);
process.stdout.write(report);
process.exitCode = code ?? 1;
