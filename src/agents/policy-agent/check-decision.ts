import type { Library, LibraryEntry } from '../../library/library.ts';
import { lacksScale } from '../../rewards/scale.ts';
import { carriesWith } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../../routing/eligibility.ts';
import { backs, serves } from '../../routing/serving.ts';
import type { Sample } from '../../routing/utility.ts';
import { groupInWords } from '../../spec/language-group.ts';
import { share } from '../../spec/share.ts';
import { hasBounds } from '../../spec/tool-card.ts';
import { type Candidate, isReadIn } from './candidates.ts';
import type { PolicyDecision } from './policy-answer.ts';
import { type PolicyAsk, promptsOf } from './policy-ask.ts';

/** Share of labelled pairs that a tool without the kind on its card must surely rank right. */
const LEAST_RANKED = 0.6;

/** Weights of a template are kept to a thousandth, and one of 0 would leave its tool no part in the reward. */
const WEIGHTS = { least: 0.01, most: 100 } as const;

/** Tools that each way of putting them together takes: at least, at most. */
const COUNTS: Readonly<Record<PolicyDecision['how'], readonly [number, number]>> = {
  none: [0, 0],
  one: [1, 1],
  first: [2, 3],
  gated: [2, 4],
  mixed: [2, 2],
};

/**
 * Holds a decision to the rules that routing itself keeps: which tools may be chosen for such queries, and which may be put
 * together.
 * @returns what is wrong with it, in words for the agent; empty where nothing is
 */
export function violations(
  { how, tools, weights }: PolicyDecision,
  ask: PolicyAsk,
  candidates: readonly Candidate[],
  library: Library,
): string[] {
  const [least, most] = COUNTS[how];
  if (tools.length < least || tools.length > most)
    return [`"${how}" takes ${least === most ? least : `${least} to ${most}`} tools, not ${tools.length}`];
  const found = tools.map((code) => candidates.find((candidate) => candidate.code === code)?.entry);
  const wrong = tools.flatMap((code, at) => (found[at] ? [] : [`there is no card ${code}`]));
  if (new Set(tools).size < tools.length) wrong.push('a tool stands twice');
  if (weights.length > 0 && (how !== 'gated' || weights.length !== tools.length))
    wrong.push('weights are for "gated", one for each tool');
  if (weights.some((weight) => weight < WEIGHTS.least || weight > WEIGHTS.most))
    wrong.push(`a weight is from ${WEIGHTS.least} to ${WEIGHTS.most}`);
  const entries = found.filter((entry) => entry !== undefined);
  for (const [at, entry] of entries.entries()) {
    const code = tools[at]!;
    const reason = reasonAgainst(entry, ask, library);
    if (reason !== null) wrong.push(`${code}: ${reason}`);
    if (!mayServe(entry, ask, how, at)) wrong.push(`${code} does not serve ${ask.kind}`);
    if (how === 'gated' && at < entries.length - 1 && !isGate(entry))
      wrong.push(`${code} is no verifier, so it cannot be a gate`);
    if (entries.length > 1 && lacksScale(entry.card))
      wrong.push(`${code} has no calibration, so it cannot stand beside another tool`);
  }
  if (how === 'mixed' && entries.length === 2 && !isRuleAndModel(entries))
    wrong.push('"mixed" takes a verifier first, and then a graded tool');
  return wrong;
}

/** @returns why routing would not let one of the queries have the tool; null where all of them may */
function reasonAgainst(entry: LibraryEntry, ask: PolicyAsk, library: Library): string | null {
  if (!isReadIn(entry, ask))
    return `it judges prompts in ${entry.card.languages!.join(', ')}, and these are ${groupInWords(ask.languages!)}`;
  const carries = carriesWith(ask.carries);
  const prompts = promptsOf(ask);
  if (prompts.length === 0) return ineligibilityReason(entry, library, carries);
  const reasons = prompts.map((prompt) => ineligibilityReason(entry, library, carries, prompt));
  return reasons.find((reason) => reason !== null) ?? null;
}

/** A checker of form serves every kind as a gate: it says nothing of what is right. */
function mayServe(
  { card }: LibraryEntry,
  { kind, measured }: PolicyAsk,
  how: PolicyDecision['how'],
  at: number,
): boolean {
  if (serves(card, kind)) return true;
  if (how === 'first' && at > 0) return backs(card, kind) || isShown(measured?.get(card.id));
  return how === 'gated' && card.slot === 'format' && card.kinds.length === 0 && !card.constraints;
}

/** Whether labelled rows of the kind surely show what the card does not: the bar is that of gate G4. */
function isShown(found: Sample | undefined): boolean {
  return found !== undefined && share(found.right, found.of).low > LEAST_RANKED;
}

function isGate({ card }: LibraryEntry): boolean {
  return card.type === 'verifier' && hasBounds(card);
}

function isRuleAndModel([rule, model]: readonly LibraryEntry[]): boolean {
  return rule?.card.type === 'verifier' && model !== undefined && model.card.type !== 'verifier';
}
