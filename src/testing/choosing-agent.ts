import { z } from 'zod';
import type { LocalAnswer } from './local-endpoint.ts';

const asked = z.looseObject({ messages: z.array(z.object({ content: z.string() })) });
const OPEN = ['chat', 'writing', 'safety'];

/** The code agent's design of what no program can check, for tests. */
export const NOT_CHECKABLE = JSON.stringify({
  checkable: false,
  reason: 'no program can',
  title: 'x',
  statement: 'x',
  rules: [],
  unchecked: 'all',
  arguments: [],
  samples: [],
  overlaps: [],
});

/** A decision as the agent gives it. */
type Choice = {
  readonly question: number;
  readonly how: 'one' | 'none';
  readonly tools: string[];
  readonly weights: number[];
  readonly acquire: 'nothing' | 'code' | 'web' | 'rubric';
  readonly why: string;
};

/**
 * Answers the policy agent, for tests, by what the cards and the questions say: of the tools with evidence that serve the kind and
 * need nothing else the one with the greatest worth. Clusters are named by the first word of their first prompt.
 * @returns null where the question is not the policy agent's
 */
export function choosingAgent(body: unknown): LocalAnswer | null {
  const prompt = asked.parse(body).messages.at(-1)?.content ?? '';
  if (prompt.startsWith('Kinds: ')) return JSON.stringify({ names: namesIn(prompt) });
  return prompt.startsWith('Cards:') ? JSON.stringify({ decisions: choicesIn(prompt) }) : null;
}

/** @returns one choice for each question of a request of the policy agent */
export function choicesIn(prompt: string): Choice[] {
  const cards = [...prompt.matchAll(/^\[([A-Z]+)\] (.*)$/gm)].map(([, code = '', facts = '']) => ({
    code,
    facts,
  }));
  const questions = prompt.matchAll(/^(\d+)\. kind (\S+); the queries carry (.*)$/gm);
  return [...questions].map(([, number = '', kind = '', carried = '']): Choice => {
    const carries = new Set(carried.split(', '));
    const [best] = cards
      .filter(({ facts }) => isFit(facts, kind, carries))
      .map(({ code, facts }) => ({ code, worth: Number(/worth (-?[\d.]+)/.exec(facts)?.[1] ?? 0) }))
      .sort((left, right) => right.worth - left.worth || (left.code < right.code ? -1 : 1));
    const question = Number(number);
    if (best)
      return {
        question,
        how: 'one',
        tools: [best.code],
        weights: [],
        acquire: 'nothing',
        why: 'the greatest worth',
      };
    const acquire = OPEN.includes(kind.split('.')[0]!) ? 'web' : 'code';
    return { question, how: 'none', tools: [], weights: [], acquire, why: 'no card fits' };
  });
}

function isFit(facts: string, kind: string, carries: ReadonlySet<string>): boolean {
  const [serves = '', needs = ''] = [/serves ([^;]*);/.exec(facts)?.[1], /needs ([^;]*);/.exec(facts)?.[1]];
  const kinds = serves.split(', ');
  const isServed = kinds.includes(kind) || kinds.includes(kind.split('.')[0]!);
  const isCarried =
    needs === 'nothing' || needs.split(', ').every((need) => need === 'steps' || carries.has(need));
  return isServed && isCarried && facts.includes('evidence admitted:');
}

function namesIn(prompt: string): object[] {
  const clusters = prompt.matchAll(/^(\d+)\. \d+ prompts, such as\n<prompt-[0-9a-f]+>(\w+)/gm);
  return [...clusters].map(([, number, word = '']) => ({
    cluster: Number(number),
    kind: `chat.${word.toLowerCase()}`,
    says: `asks to ${word}`,
  }));
}
