import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { answerFormatAsked } from '../../text/answer-format.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { type Check, toChecks } from './checks.ts';
import { formatSettings } from './settings.ts';

/** Checks the form of a response, not its content. */
export const format = defineBuiltIn({
  declaration: {
    id: 'format',
    version: '1.0.0',
    title: 'Format',
    description:
      'The share of the asked form that a response keeps: tags in order, a closed think, a pattern, length, repetition, ' +
      'and the final answer in the form that the prompt asks for (####, \\boxed{}, <answer>, a letter, JSON). Says nothing ' +
      'about what is right. Without any check to make it gives no score.',
    type: 'verifier',
    slot: 'format',
    kinds: [],
    execution: 'thread',
    deadlineMs: 200,
    contentGuard: false,
  },
  options: formatSettings,
  prepare(query, options) {
    const named = options.answerFormat;
    const asked = named === 'none' ? null : (named ?? answerFormatAsked(instructionsOf(query)));
    let checks: Check[];
    try {
      checks = toChecks(options, asked, query.prompt);
    } catch {
      return inapplicable('The pattern is no regular expression.');
    }
    if (checks.length === 0) return inapplicable('Neither the options nor the prompt ask for a form.');
    return eachRollout(({ text }) => {
      const results = checks.map(({ name, run }) => ({ check: name, ...run(text) }));
      const share = results.filter((result) => result.holds).length / results.length;
      return scored(options.value === 'all' ? Math.floor(share) : share, { checks: results });
    });
  },
});

/** What the system and the last user message ask; the policy's own earlier turns ask for nothing. */
function instructionsOf(query: ToolQuery): string {
  const system = query.messages
    .filter((message) => message.role === 'system')
    .map((message) => message.content);
  return [...system, query.prompt].join('\n');
}
