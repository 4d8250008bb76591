import type { Library } from '../../library/library.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { NO_KIND, nearestKind } from '../../routing/named-by-agent.ts';
import type { Decisions, NamedKind, Template } from '../../spec/decisions.ts';
import { type Decided, decide } from './decide.ts';
import { measureOnRows } from './measure-on-rows.ts';
import { nameKinds } from './name-kinds.ts';
import type { PolicyAsk } from './policy-ask.ts';
import type { PolicyWork } from './policy-work.ts';
import { refusalOf } from './template-of.ts';

/** What came of asking the policy agent. */
export interface PolicyOutcome {
  readonly named: readonly NamedKind[];
  readonly decided: readonly Decided[];
}

interface Settings {
  /** Decides the order of the cards. */
  readonly seed?: number;
  /** Also kinds for which the rules leave nothing to decide. */
  readonly all?: boolean;
  /** Requests in which kinds are named, at most; by default one for 100 prompts. */
  readonly mostNamings?: number;
  /** Publishes decisions. @returns the library with them */
  readonly publish: (made: Decisions) => Promise<Library>;
}

/**
 * Has the policy agent work off the path of any reward: first it names the clusters of unknown prompts, then it decides for
 * the kinds that have no template of today's evidence, those with a new name among them. Each step is published by itself, so
 * that what was paid for is kept where the next one fails.
 * @throws RlarError RLAR_MODEL_…, RLAR_BUDGET_SPENT, and of the registry
 */
export async function workOnPolicy(
  work: PolicyWork,
  library: Library,
  model: ChatModel,
  { seed = 1, all = false, mostNamings, publish }: Settings,
): Promise<PolicyOutcome> {
  const named = await nameKinds([...work.unknown.keys()], work.known, library, model, mostNamings);
  const current = named.length > 0 ? await publish({ templates: [], kinds: named }) : library;
  for (const [prompt, query] of work.unknown) {
    const kind = nearestKind(prompt, current.decisions.kinds)?.kind ?? NO_KIND;
    if (kind !== NO_KIND) work.add(kind, query);
  }
  const asks: PolicyAsk[] = [];
  for (const ask of work.asks(current, all)) asks.push(await measureOnRows(ask, current));
  const decided = await decide(asks, current, model, seed);
  const templates = decided.map(
    (one): Template =>
      'template' in one ? one.template : refusalOf(one.ask, one.refused, current, model.name),
  );
  if (templates.length > 0) await publish({ templates, kinds: [] });
  return { named, decided };
}
