import { z } from 'zod';
import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import { requestFor } from '../../agents/acquisitions/request-for.ts';
import type { AcquisitionTarget } from '../../agents/code-agent/request.ts';
import { noProgramJudges } from '../../agents/web-agent/no-program-judges.ts';
import type { Library } from '../../library/library.ts';
import { familyOf, kindName } from '../../spec/kinds.ts';
import { query } from '../../spec/query.ts';
import type { Reward } from '../../spec/reward.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { FrequentTarget } from '../new-kinds/new-kinds.ts';
import type { Alarm } from '../watches/alarm.ts';
import type { WatchedGroup } from '../watches/watched-group.ts';

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

/** @returns what is remembered of an audited rollout; null where the group has no kind */
export function auditedEntry(
  { kind, tools }: WatchedGroup,
  subject: string,
  { results, ...rest }: Pick<Audited, 'record' | 'query' | 'text' | 'good'> & Pick<Reward, 'results'>,
): Audited | null {
  if (kind === null) return null;
  const said = results.filter(({ status }) => status === 'scored');
  const deciding = said
    .map(({ tool, version }) => `${tool}@${version}`)
    .filter((tool) => tools.includes(tool));
  return { ...rest, subject, kind: kindName.parse(kind), tools: deciding };
}

/** What an alarm of the watch `precision` says of a tool. */
export interface Exploited {
  readonly card: ToolCard;
  readonly kind: string;
  /** All audited rollouts of the subject that are remembered, right and wrong. */
  readonly cases: readonly Audited[];
}

/** @returns the tool that is exploited by an alarm; in words, why none can be named */
export function exploitedBy(
  alarm: Alarm,
  audits: readonly Audited[],
  library: Library,
): Exploited | { readonly why: string } {
  const cases = audits.filter(({ subject }) => subject === alarm.subject);
  const wrong = cases.filter(({ good, record }) => !good && alarm.rollouts.includes(record));
  const tool = exploitedTool(wrong);
  if (tool === null) return { why: 'no one tool paid all these rollouts' };
  const card = library.get(tool.replace(/@[^@]*$/, ''))?.card;
  if (!card || `${card.id}@${card.version}` !== tool) return { why: `${tool} is not in the library` };
  return { card, kind: wrong[0]!.kind, cases };
}

/** @returns the one tool that paid all the rollouts of an alarm; null where there are several, or none is known */
function exploitedTool(wrong: readonly Audited[]): string | null {
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
