import { type ChatUsage, plusUsage } from '../../spec/chat-usage.ts';
import { type ErrorCode, RlarError } from '../../spec/errors.ts';
import { scoreOne, UNHURRIED } from '../../spec/prepared-tool.ts';
import type { Message } from '../../spec/query.ts';
import type { Tool, ToolQuery, ToolRollout } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** A labelled pair for a judge. Its texts may stand for trajectories. */
export interface LabelledPair extends PreferencePair {
  /** The messages of the task; the prompt alone where it is absent. */
  readonly task?: readonly Message[];
  /** What a text stands for; itself where it is absent. */
  readonly rolloutOf?: (text: string) => ToolRollout;
}

/** Failures that say something of the model: it was reached, and its answer was none. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set(['RLAR_MODEL_INVALID_OUTPUT', 'RLAR_MODEL_TRUNCATED']);

/** Verdicts by prompt and response. */
export type KnownVerdicts = Map<string, Promise<Verdict>>;

/** @returns what was asked of language models for some verdicts; null where nothing was */
export async function usageOf(known: KnownVerdicts): Promise<ChatUsage | null> {
  const verdicts = await Promise.all(known.values());
  return verdicts.reduce<ChatUsage | null>((sum, { usage }) => plusUsage(sum, usage ?? null), null);
}

/** A judge that ranks a group is asked about each response beside the better one of its pair. Nothing is asked twice. */
export function verdictsBy(known: KnownVerdicts) {
  return (tool: Tool, pair: LabelledPair, responses: readonly string[]): Promise<Verdict[]> => {
    const judge = verdictOn(tool, pair);
    return Promise.all(
      responses.map((text) => {
        const key = JSON.stringify([pair.prompt, pair.reference, pair.chosen, text]);
        const verdict = known.get(key) ?? judge(text);
        known.set(key, verdict);
        return verdict;
      }),
    );
  };
}

/**
 * @param known keeps the verdicts
 * @returns how a judge values responses to the prompt of a pair
 */
export function judgeScores(tool: Tool, known?: KnownVerdicts): ScorePair {
  return async (pair, responses) =>
    (await verdictsBy(known ?? new Map())(tool, pair, responses)).map(valueOn);
}

/** @returns the verdicts of a judge on responses to the prompt of a pair */
export function judgeVerdicts(
  tool: Tool,
  pair: LabelledPair,
  responses: readonly string[],
): Promise<Verdict[]> {
  return verdictsBy(new Map())(tool, pair, responses);
}

function verdictOn(
  tool: Tool,
  { prompt, reference, chosen, task, rolloutOf = (text) => ({ text }) }: LabelledPair,
): (text: string) => Promise<Verdict> {
  const query: ToolQuery = {
    prompt,
    messages: task ? [...task] : [{ role: 'user', content: prompt }],
    references: [reference ?? chosen],
    constraints: [],
  };
  const { clauses, needs } = tool.declaration;
  const shown = needs.includes('reference') ? query : { ...query, references: [] };
  const prepared = tool.prepare(shown, clauses ? { clauses: [prompt] } : {});
  return async (text) => {
    if (tool.batch !== 'group') return scoreOne(prepared, rolloutOf(text));
    const [verdict] = await prepared.score([rolloutOf(text), rolloutOf(chosen)], UNHURRIED);
    return verdict!;
  };
}

/**
 * @returns null for a response that the judge does not judge, or on which its model gave no answer of the asked shape
 * @throws what kept the model from answering
 */
export function valueOn(verdict: Verdict): number | null {
  if (verdict.status === 'scored') return verdict.value;
  if (verdict.status === 'unscored' || NO_ANSWER.has(verdict.error.code)) return null;
  throw new RlarError(verdict.error.code, verdict.error.message);
}
