import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolFiles } from '../../library/added-tools/tool-files.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { type AddedReport, addTool } from './add-tool.ts';
import type { JudgedText } from './distil-judge.ts';
import { type DistilledRule, ruleProgram } from './distil-rule.ts';

/** Verdicts of the judge that the rule is tried on. */
const MOST_SAMPLES = 200;

/** @returns the id of the rule that a judge becomes */
export function ruleIdOf(judge: string): string {
  return `${judge.slice(0, 35)}-rule`;
}

/**
 * Admits a rule that came out of what a judge said as any tool is: on verdicts of the judge as labels, through all gates, with the judge
 * as the second opinion.
 * @param keep called in place of publishing it, where it is to be tried on live groups first
 * @throws RLAR_INVALID_TOOL, or of the judge's model
 */
export async function addRule(
  place: PublishPlace,
  { id, kinds, slot }: Pick<ToolCard, 'id' | 'kinds' | 'slot'>,
  rule: DistilledRule,
  texts: readonly JudgedText[],
  keep?: (files: ToolFiles) => Promise<void>,
): Promise<AddedReport & { readonly program: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-rule-'));
  try {
    const [file, samples] = [join(folder, 'rule.js'), join(folder, 'samples.jsonl')];
    const program = ruleProgram(rule, id);
    writeFileSync(file, program);
    const rows = texts
      .slice(-MOST_SAMPLES)
      .map(({ prompt, response, value }) => ({ prompt, response, correct: value >= 0.5 }));
    writeFileSync(samples, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const report = await addTool({
      home: place.home,
      file,
      samples,
      id: ruleIdOf(id),
      kinds: [...kinds],
      slot,
      noise: 0.1,
      second: id,
      ...(keep && { keep }),
    });
    return { ...report, program };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
