import { z } from 'zod';
import type { JsonValue } from '../spec/json.ts';
import type { Query } from '../spec/query.ts';
import { promptText } from '../spec/query.ts';
import type { Reward, ToolResult } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { Cause } from '../spec/verdict.ts';
import { visible } from '../text/visible.ts';
import { oneLine, styled } from './terminal.ts';

/** Characters of one text that are shown; `--json` has it whole. */
const SHOWN = 4_000;

/** The cause of a missing reward, in words. */
const CAUSES_SAID: Readonly<Record<Cause, string>> = {
  output: 'output: this response cannot be judged; another response to the query may be',
  query: 'query: no response to this query can be judged as things stand',
  system: 'system: what judges the response did not work; the same response may be scored another time',
};

/** @returns one reward in words: the query, the tools with the reason for each, their inputs and their verdicts */
export function explanation(reward: Reward, query: Query | null, rollout: Rollout | null): string {
  const { assignment } = reward;
  const colour = reward.status === 'scored' ? 'green' : reward.status === 'failed' ? 'red' : 'yellow';
  const lines = [
    `${styled('bold', oneLine(reward.id))}  ${styled(colour, reward.status)}  reward ${reward.reward ?? 'none'}${reward.record ? `  record ${reward.record}` : ''}`,
  ];
  if (reward.reason) lines.push(field('why none', reward.reason));
  if (reward.error) lines.push(field('error', `${reward.error.code}: ${reward.error.message}`));
  if (reward.cause) lines.push(field('cause', CAUSES_SAID[reward.cause]));
  if (query) {
    lines.push(field('asked', whole(promptText(query)) || '(no prompt)'));
    if (query.references.length > 0) lines.push(field('reference', whole(query.references.join(' | '))));
    if (query.constraints.length > 0)
      lines.push(field('constraints', query.constraints.map((entry) => entry.id).join(', ')));
  }
  if (rollout) lines.push(field('response', whole(rollout.text) || '(empty)'));
  lines.push(
    field(
      'kind',
      `${reward.kind ?? "don't know"} (${assignment.rung}, confidence ${assignment.confidence.toFixed(2)}): ${assignment.reason}`,
    ),
  );
  lines.push(field('snapshot', assignment.snapshot));
  for (const result of reward.results) lines.push(...toolLines(result));
  if (reward.shaped) lines.push(field('shaped', shapedLine(reward.shaped, reward.weight)));
  if (reward.flags.length > 0) lines.push(field('flags', reward.flags.join(', ')));
  const slots = Object.entries(reward.slots).filter(([, value]) => value !== null);
  if (slots.length > 0)
    lines.push(field('slots', slots.map(([slot, value]) => `${slot} ${value}`).join(', ')));
  return lines.join('\n');
}

function shapedLine({ from, steps, task_value: value }: NonNullable<Reward['shaped']>, weight = 1): string {
  const said = steps.map((step) =>
    'reward' in step ? `${step.shape} → ${step.reward}` : `${step.shape}: not done, ${step.skipped}`,
  );
  if (value !== undefined) said.push(`task value ${value}`);
  return `${[`from ${from}`, ...said].join(' · ')}${weight === 1 ? '' : ` · weight ${weight}`}`;
}

function toolLines(result: ToolResult): string[] {
  const said = result.value ?? result.reason ?? result.error?.message ?? '';
  const lines = [
    field(
      'tool',
      `${result.tool}@${result.version}: ${result.status} ${said}${result.cause ? ` [cause: ${result.cause}]` : ''} (${result.ms} ms${result.cached ? ', from the cache' : ''})`,
    ),
  ];
  for (const [name, value] of Object.entries(result.evidence)) {
    const said = typeof value === 'string' ? whole(value) : oneLine(JSON.stringify(value), 200);
    lines.push(...(name === 'criteria' ? criteriaLines(value) : [field('', `${name}: ${said}`)]));
  }
  const { usage } = result;
  if (usage)
    lines.push(
      field('', `language models: ${usage.calls} calls, ${usage.inputTokens + usage.outputTokens} tokens`),
    );
  return lines;
}

const judgedCriteria = z.record(
  z.string(),
  z.looseObject({
    asks: z.string(),
    met: z.boolean().optional(),
    value: z.number().optional(),
    reason: z.string(),
    quote: z.string().optional(),
  }),
);

/** A judge's criteria, one below the other: the verdict, what was asked, why, and the words that show it. */
function criteriaLines(value: JsonValue): string[] {
  const criteria = judgedCriteria.safeParse(value);
  if (!criteria.success) return [field('', `criteria: ${oneLine(JSON.stringify(value), 200)}`)];
  return Object.entries(criteria.data).map(([id, { asks, met, value: share, reason, quote }]) => {
    const said = met === undefined ? String(share ?? 'none') : met ? 'met' : 'not met';
    const because = `${whole(reason)}${quote ? ` “${whole(quote)}”` : ''}`;
    return field('', `${id}: ${said}: ${whole(asks)}\n  ${because}`);
  });
}

/** @returns the text as it is, with its lines; cut where it is very long */
function whole(text: string): string {
  const shown = text.slice(0, SHOWN).trimEnd();
  const left = text.length - SHOWN;
  return left > 0 ? `${shown}… (${left} characters more: --json)` : shown;
}

/** Lines after the first stand under it, so that code and verse keep their form. */
function field(name: string, value: string): string {
  const lines = visible(value).split('\n');
  return `  ${styled('dim', name.padEnd(12))}${lines.join(`\n${' '.repeat(14)}`)}`;
}
