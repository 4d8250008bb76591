import type { Library } from '../library/library.ts';
import type { NamedKind } from '../spec/decisions.ts';
import { promptText, type Query } from '../spec/query.ts';
import { promptTraits, shareOfTraits } from './classifier/prompt-traits.ts';
import type { Profile } from './profile.ts';

/** The name of a cluster of prompts that are no task at all, or several: its prompts stay of no kind. */
export const NO_KIND = 'none';

/**
 * Gives a query whose kind no rule knows the kind of the cluster that it is nearest to, of those that the policy agent has
 * named. The clusters are read from the library; no model is asked here.
 * @returns the profile as it is where the kind is known, or no cluster is near enough
 */
export function namedByAgent(query: Query, profile: Profile, library: Library): Profile {
  const { kinds } = library.decisions;
  const prompt = promptText(query);
  if (profile.kind !== null || kinds.length === 0 || prompt === '' || query.pinned) return profile;
  const found = nearestKind(prompt, kinds);
  if (!found || found.kind === NO_KIND) return profile;
  const { kind, by, near } = found;
  const reason = `the prompt is like those that the policy agent (${by}) calls ${kind} (${near.toFixed(2)})`;
  return { ...profile, kind, confidence: near, rung: 'agent', reason };
}

/** @returns the named cluster that a prompt belongs to, and the share of its traits that the prompt has; null where none is near enough */
export function nearestKind(
  prompt: string,
  kinds: readonly NamedKind[],
): (NamedKind & { readonly near: number }) | null {
  const traits = promptTraits(prompt);
  let nearest: (NamedKind & { readonly near: number }) | null = null;
  for (const one of kinds) {
    const near = Math.min(1, shareOfTraits(traits, one.centre));
    if (traits.size <= one.mostTraits && near >= one.nearness && near > (nearest?.near ?? 0))
      nearest = { ...one, near };
  }
  return nearest;
}
