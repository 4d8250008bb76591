import { z } from 'zod';
import type { PolicyAnswer } from '../../agents/policy-agent/ask-policy.ts';
import { PROMPTS_PER_CALL } from '../../agents/policy-agent/name-kinds.ts';
import { PolicyWork } from '../../agents/policy-agent/policy-work.ts';
import { nearestKind } from '../../routing/named-by-agent.ts';
import type { NamedKind } from '../../spec/decisions.ts';
import { promptText } from '../../spec/query.ts';
import { isUnnamed, type Unserved } from './unserved.ts';

export const namingState = z.object({
  /** A few prompts whose kind is known: what unknown ones share with them is no trait of a new kind. */
  known: z.array(z.string()),
  /** Distinct prompts of unknown kind that were seen so far. */
  seen: z.number(),
  /** How many must have been seen before the policy agent may be asked; null before the first time. */
  next: z.number().nullable(),
});
type NamingState = z.infer<typeof namingState>;

export const NO_NAMING: NamingState = { known: [], seen: 0, next: null };

/** Asks the policy agent, who may name kinds in so many requests, and publishes what it says. */
export type AskPolicy = (work: PolicyWork, mostNamings: number) => Promise<PolicyAnswer>;

const MOST_KNOWN = 200;
/** A longer prompt is not remembered as a known one. */
const LONGEST_KNOWN = 4_000;

/**
 * Says when the policy agent is asked to name kinds: at most once for 100 distinct prompts that no rule knows, over all time
 * of the loop. The agent sees prompts alone, never a rollout.
 */
export class Naming {
  readonly #least: number;
  readonly #known: Set<string>;
  #seen: number;
  #next: number;

  /** @param least prompts that must be there before the first request */
  constructor(least: number, { known, seen, next }: NamingState = NO_NAMING) {
    this.#least = least;
    this.#known = new Set(known);
    this.#seen = seen;
    this.#next = next ?? least;
  }

  state(): NamingState {
    return { known: [...this.#known], seen: this.#seen, next: this.#next };
  }

  noteKnown(prompt: string): void {
    if (prompt !== '' && prompt.length <= LONGEST_KNOWN && this.#known.size < MOST_KNOWN)
      this.#known.add(prompt);
  }

  noteUnnamed(): void {
    this.#seen += 1;
  }

  /**
   * @param pool queries that no tool serves
   * @param kinds the clusters that have a name already
   * @returns what the policy agent said; null where it is not yet asked. What fails is asked again after 100 further prompts
   * @throws RlarError of `ask`
   */
  async ask(
    pool: readonly Unserved[],
    kinds: readonly NamedKind[],
    ask: AskPolicy,
  ): Promise<PolicyAnswer | null> {
    if (this.#seen < this.#next) return null;
    const open = pool.filter(
      (entry) => isUnnamed(entry) && nearestKind(promptText(entry.query), kinds) === null,
    );
    if (open.length < this.#least) return null;
    const work = new PolicyWork();
    for (const prompt of this.#known) work.noteKnown(prompt);
    for (const { query, assignment } of open) work.note(query, assignment);
    this.#next = this.#seen + PROMPTS_PER_CALL;
    const answer = await ask(work, 1);
    if (answer.usage.calls === 0) this.#next = this.#seen + Math.min(this.#least, PROMPTS_PER_CALL);
    return answer;
  }
}
