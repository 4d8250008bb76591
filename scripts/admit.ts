/**
 * Puts every built-in tool through the admission gates and writes its `evidence.json`: `npm run admit [-- TOOL…]`.
 * With RLAR_DATA set, agreement with the labelled sets is measured again through the whole service; without it, the
 * figures that were measured on the same source are kept.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admitBuiltIn } from '../src/admission/admit-built-in.ts';
import type { EvidenceReport, LabelledReport } from '../src/spec/evidence.ts';
import { readEvidence, toolFolder } from '../src/tools/evidence.ts';
import { builtInTools } from '../src/tools/index.ts';
import { sourceHash } from '../src/tools/source-hashes.ts';
import { measureLabelled } from './measure-labelled.ts';

const args = process.argv.slice(2);
/** `--sets=NAME,NAME` measures these labelled sets alone. */
const sets = args
  .find((argument) => argument.startsWith('--sets='))
  ?.slice(7)
  .split(',');
const wanted = args.filter((argument) => !argument.startsWith('--'));
const tools = builtInTools.filter((tool) => wanted.length === 0 || wanted.includes(tool.declaration.id));

function write(report: EvidenceReport): void {
  writeFileSync(join(toolFolder(report.tool), 'evidence.json'), `${JSON.stringify(report, null, 2)}\n`);
}

const data = process.env.RLAR_DATA;
const measures = Boolean(data && existsSync(data));
/** The source that each tool's former figures were measured on. */
const sources = new Map<string, string>();
let refused = 0;
for (const tool of tools) {
  const { id } = tool.declaration;
  const source = sourceHash(id);
  const before = readEvidence(id);
  if (before) sources.set(id, before.source);
  // Kept while they are measured again: without figures the router would send the sets to other tools.
  const labelled = before && (before.source === source || measures) ? before.labelled : [];
  const report = await admitBuiltIn(tool, labelled);
  write(report);
  const failed = report.gates.find((gate) => gate.outcome === 'failed');
  if (failed) refused += 1;
  console.log(
    `${id.padEnd(24)} ${failed ? `refused at ${failed.gate}: ${failed.reason}` : report.gates.map((gate) => `${gate.gate} ${gate.cases}`).join(' · ')}`,
  );
}

if (!data || !measures) console.log('labelled sets: skipped: no data (set RLAR_DATA)');
else {
  const measured = await measureLabelled(data, sets);
  for (const tool of tools) {
    const { id } = tool.declaration;
    const file = join(toolFolder(id), 'evidence.json');
    const report = JSON.parse(readFileSync(file, 'utf8')) as EvidenceReport;
    const now: LabelledReport[] = measured.get(id) ?? [];
    // A set that goes to another tool by now leaves what was measured on this very source.
    const kept =
      report.source === sources.get(id)
        ? report.labelled.filter((old) => !now.some(({ set }) => set === old.set))
        : [];
    const labelled = [...kept, ...now];
    write({ ...report, labelled });
    for (const set of labelled) {
      console.log(
        `${id.padEnd(24)} ${set.set.padEnd(24)} ${set.scored}/${set.items} scored, accuracy ${(100 * set.accuracy).toFixed(2)} %, false + ${set.falsePositives}, false – ${set.falseNegatives}`,
      );
    }
  }
}
process.exit(refused > 0 ? 1 : 0);
