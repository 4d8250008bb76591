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

/**
 * A chat model for tests of judges: it reads the criteria and the fenced response out of the prompt, and answers each
 * criterion with what `decide` says. Where a quote is asked for and none is given, it quotes the whole response.
 */
export function scriptedJudge(decide: (asked: JudgeAsked) => JudgeSaid, name = 'scripted'): ScriptedModel {
  return scriptedModel((request) => {
    const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(request.prompt)?.[1] ?? '';
    const criteria = [...request.prompt.matchAll(/^- `([a-z0-9-]+)`: (.*)\n {2}(.*)$/gm)];
    const response = fencedText(request.prompt, 'response');
    const answers = criteria.map(([, criterion = '', asks = '', how = '']) => {
      const said = decide({ criterion, asks, response, request });
      const { reason = 'as it stands', ...verdict } =
        typeof said === 'object' ? said : typeof said === 'number' ? { grade: said } : { met: said };
      const quote = how.includes('`quote`') && !('quote' in verdict) ? { quote: response } : {};
      return [criterion, { reason, ...quote, ...verdict }];
    });
    return { check, ...Object.fromEntries(answers) };
  }, name);
}

/** @returns what stands between the tags of a name in a prompt, without the bars; '' where there are none */
export function fencedText(prompt: string, name: string): string {
  const found = new RegExp(`<${name}-([0-9a-f]{12})>\\n([\\s\\S]*?)\\n</${name}-\\1>`).exec(prompt);
  return (found?.[2] ?? '').replace(/^\| /gm, '');
}
