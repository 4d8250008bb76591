import { z } from 'zod';
import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import { requestFor } from '../../agents/acquisitions/request-for.ts';
import type { AcquisitionTarget } from '../../agents/code-agent/request.ts';
import { noProgramJudges } from '../../agents/web-agent/no-program-judges.ts';
import { familyOf, kindName } from '../../spec/kinds.ts';
import { query } from '../../spec/query.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { FrequentTarget } from '../new-kinds/new-kinds.ts';

/** A paid rollout that was audited: what a tool that exploits cannot pass has to judge better. */
export const audited = z.object({
  /** The record of the ledger. */
  record: z.string(),
  /** As an alarm of the watch `precision` names it. */
  subject: z.string(),
  kind: kindName,
  /** The tools that gave it a value which counts, as `id@version`. */
  tools: z.array(z.string()),
  query,
  text: z.string(),
  good: z.boolean(),
});
export type Audited = z.infer<typeof audited>;

/** Audited rollouts of one subject that are remembered, and of all. */
const KEPT_OF_SUBJECT = 40;
const KEPT = 400;

/** Remembers an audited rollout; the oldest of its subject go. Changes the list in place. */
export function keepAudited(list: Audited[], entry: Audited): void {
  list.push(entry);
  const same = list.filter(({ subject }) => subject === entry.subject);
  if (same.length > KEPT_OF_SUBJECT) list.splice(list.indexOf(same[0]!), 1);
  if (list.length > KEPT) list.splice(0, list.length - KEPT);
}

/** @returns the one tool that paid all the rollouts of an alarm; null where there are several, or none is known */
export function exploitedTool(wrong: readonly Audited[]): string | null {
  const [first, ...others] = wrong;
  if (!first) return null;
  const all = first.tools.filter((tool) => others.every(({ tools }) => tools.includes(tool)));
  return all.length === 1 ? all[0]! : null;
}

/**
 * @returns the acquisition of a tool that is to take the place of an exploited one, with the audited rollouts as labelled
 * cases; null where no program can judge the kind
 */
export function replacementFor(
  card: ToolCard,
  kind: string,
  cases: readonly Audited[],
  seed: number,
): FrequentTarget | null {
  const isOpen = noProgramJudges(kind) || familyOf(kind) === 'instruction-following';
  if (card.constraint === undefined && isOpen) return null;
  const target: AcquisitionTarget =
    card.constraint === undefined ? { what: 'kind', kind } : { what: 'constraint', id: card.constraint };
  const groups = cases.map(({ query: asked, text, good }) => ({ query: asked, answers: [{ text, good }] }));
  const key = `${targetKey(target)}, in place of ${card.id}@${card.version}`;
  return { key, title: `${kind}, in place of ${card.id}`, request: requestFor(target, groups, seed) };
}
