import type { Library } from '../../library/library.ts';
import { leastAccuracy, utilityOf } from '../../routing/utility.ts';
import type { Template } from '../../spec/decisions.ts';
import { type Candidate, evidenceFor } from './candidates.ts';
import type { PolicyDecision } from './policy-answer.ts';
import type { PolicyAsk } from './policy-ask.ts';

const LONGEST_REASON = 300;

/** @returns a decision without violations, as the template that assignments are made by */
export function templateOf(
  { how, tools, weights, acquire, why }: PolicyDecision,
  { kind, carries, languages, measured }: PolicyAsk,
  candidates: readonly Candidate[],
  library: Library,
  by: string,
): Template {
  const chosen = tools.map((code) => candidates.find((candidate) => candidate.code === code)!.entry);
  const trust = how === 'mixed' ? leastAccuracy(chosen[0]!.card) : null;
  const parts = chosen.map(({ card }, at) => ({
    card,
    weight: trust === null ? (weights[at] ?? 1) : at === 0 ? trust : 1 - trust,
    gate: how === 'gated' && at < chosen.length - 1,
  }));
  const combine = how === 'first' ? how : how === 'gated' || how === 'mixed' ? 'composite' : undefined;
  return {
    kind,
    ...spoken(languages),
    carries: [...carries],
    tools: parts.map(({ card, weight, gate }) => ({
      id: card.id,
      version: card.version,
      weight: Math.max(1, Math.round(1000 * weight)) / 1000,
      ...(gate && { gate }),
      ...(measured?.has(card.id) && { measured: measured.get(card.id)! }),
    })),
    ...(combine && { combine }),
    acquire: how === 'none' && acquire !== 'nothing' ? { agent: acquire, what: `a tool for ${kind}` } : null,
    utility: parts.length > 0 ? utilityOf(parts, combine === 'composite') : null,
    reason: why,
    by,
    seen: evidenceFor(kind, library),
  };
}

/** @returns a refused decision, kept so that the agent is not asked again before the evidence changes */
export function refusalOf(
  { kind, languages, carries }: PolicyAsk,
  reasons: readonly string[],
  library: Library,
  by: string,
): Template {
  const seen = evidenceFor(kind, library);
  const reason = `refused: ${reasons.join('; ')}`.slice(0, LONGEST_REASON);
  return {
    kind,
    ...spoken(languages),
    carries: [...carries],
    tools: [],
    acquire: null,
    utility: null,
    reason,
    refused: true,
    by,
    seen,
  };
}

/** The languages of a question, as a template keeps them: not at all where they are all. */
function spoken(languages: PolicyAsk['languages']): Pick<Template, 'languages'> {
  return !languages || ('except' in languages && languages.except.length === 0) ? {} : { languages };
}
