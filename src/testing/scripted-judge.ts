import type { ChatRequest } from '../models/chat-model.ts';
import { type ScriptedModel, scriptedModel } from './scripted-model.ts';

/** One question of a judge, as a model reads it in its prompt. */
export interface JudgeAsked {
  /** The id of the criterion. */
  readonly criterion: string;
  /** The words of the criterion. */
  readonly asks: string;
  /** What stands in the fence of the response, without its bars. */
  readonly response: string;
  /** The whole request. */
  readonly request: ChatRequest;
}

/** What the scripted judge says: met or not, a grade, or a verdict with a quote of its own. */
export type JudgeSaid =
  | boolean
  | number
  | { readonly met: boolean; readonly quote?: string; readonly reason?: string };

/** Two responses that a judge compares, as a model reads them in its prompt. */
export interface PairAsked {
  readonly criterion: string;
  readonly first: string;
  readonly second: string;
  readonly request: ChatRequest;
}

/** A chat model for tests of judges that compare: `decide` says which of the two is better by a criterion. */
export function scriptedPairJudge(
  decide: (asked: PairAsked) => 'first' | 'second' | 'neither',
  name = 'scripted',
): ScriptedModel {
  return scriptedModel((request) => {
    const first = fencedText(request.prompt, 'first');
    const second = fencedText(request.prompt, 'second');
    const criteria = request.prompt.matchAll(/^- `([a-z0-9-]+)`: /gm);
    const answers = Array.from(criteria, ([, criterion = '']) => [
      criterion,
      { reason: 'as they stand', better: decide({ criterion, first, second, request }) },
    ]);
    return { check: markOf(request), ...Object.fromEntries(answers) };
  }, name);
}

/** A chat model for tests of judges that compare with references: `decide` says which words are the answer, or null. */
export function scriptedEquivalence(
  decide: (asked: { readonly response: string; readonly right: string }) => string | null,
  name = 'scripted',
): ScriptedModel {
  return scriptedModel((request) => {
    const response = fencedText(request.prompt, 'response');
    const says = decide({ response, right: fencedText(request.prompt, 'right') });
    return { check: markOf(request), reason: 'as it stands', says: says ?? '', same: says !== null };
  }, name);
}

/** @returns the mark that a judge has to give back */
export function markOf({ prompt }: Pick<ChatRequest, 'prompt'>): string {
  return /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
}

/**
 * A chat model for tests of judges: it reads the criteria and the fenced response out of the prompt, and answers each
 * criterion with what `decide` says. Where a quote is asked for and none is given, it quotes the whole response.
 */
export function scriptedJudge(decide: (asked: JudgeAsked) => JudgeSaid, name = 'scripted'): ScriptedModel {
  return scriptedModel((request) => {
    const criteria = [...request.prompt.matchAll(/^- `([a-z0-9-]+)`: (.*)\n {2}(.*)$/gm)];
    const response = fencedText(request.prompt, 'response');
    const answers = criteria.map(([, criterion = '', asks = '', how = '']) => {
      const said = decide({ criterion, asks, response, request });
      const { reason = 'as it stands', ...verdict } =
        typeof said === 'object' ? said : typeof said === 'number' ? { grade: said } : { met: said };
      const quote = how.includes('`quote`') && !('quote' in verdict) ? { quote: response } : {};
      return [criterion, { reason, ...quote, ...verdict }];
    });
    return { check: markOf(request), ...Object.fromEntries(answers) };
  }, name);
}

/** @returns what stands between the tags of a name in a prompt, without the bars; '' where there are none */
export function fencedText(prompt: string, name: string): string {
  const found = new RegExp(`<${name}-([0-9a-f]{12})>\\n([\\s\\S]*?)\\n</${name}-\\1>`).exec(prompt);
  return (found?.[2] ?? '').replace(/^\| /gm, '');
}
