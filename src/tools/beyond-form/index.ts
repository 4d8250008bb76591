import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import { scored } from '../../spec/verdict.ts';
import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { prepareTopicCheck } from './off-topic.ts';
import { type Asked, whyNothing } from './says-nothing.ts';
import { SLOT_CHECKS, wordsAsked } from './slots.ts';
import { withoutForm } from './without-form.ts';

const settings = z.strictObject({
  /** The constraints whose form is checked beside, in place of the query's own. */
  constraints: z.array(constraint).optional(),
});

/** Sorts of constraint that are about words, so that digits alone are no answer. */
const ABOUT_WORDS =
  /^(?:length_constraints|layout|language|keywords|detectable_content|words|count|letters|first_word|last_word|paragraphs|sentence|copy|startend:end_checker|combination:repeat_prompt|change_case:capital_word)|:(?:title|multiple_sections|number_highlighted_sections|json_format)$/;
/** Sorts whose answer stands in the prompt, word for word. */
const ECHOES = /constrained_response$|repeat_prompt$/;
/** Sorts that say every word of the response, or judge what was done and not what is said: they leave nothing to guard. */
const SAYS_ALL = /^(?:copy:cop|new:copy_span_idx$|trajectory:|program:)/;
/** Sorts that ask for the same words several times. */
const REPEATS = /^copy:repeat_phrase$/;

/**
 * The guard beside constraint checkers. Those say whether a form is kept; a policy that is paid for form alone learns `x`, sixty
 * times `cat`, the example of the prompt. This tool floors what says nothing beyond the form. It does not judge what is said.
 */
export const beyondForm = defineBuiltIn({
  declaration: {
    id: 'beyond-form',
    version: '1.0.0',
    title: 'Content beyond the form',
    description:
      'Right unless the response says nothing beyond the form that is asked for: no words, one word over and over, only the ' +
      'keywords, filler, the example of the prompt, empty titles, bullets or placeholders, disguised letters, not one word of the topic. Stands beside ' +
      'the checkers of constraints. Does not judge what is said.',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    guards: ['instruction-following.constraints'],
    execution: 'thread',
    deadlineMs: 250,
  },
  options: settings,
  prepare(query, options) {
    const constraints = options.constraints ?? query.constraints;
    const asked: Asked = {
      prompt: query.prompt.slice(0, 50_000),
      words: new Set(constraints.flatMap(({ kwargs }) => wordsAsked(kwargs))),
      wantsWords: constraints.some(({ id }) => ABOUT_WORDS.test(id)),
      mayBeShort: constraints.some(({ kwargs }) => limitsToFew(kwargs)),
      mayEcho: constraints.some(({ id }) => ECHOES.test(id)),
      mayRepeat: constraints.some(({ id }) => REPEATS.test(id)),
    };
    if (constraints.some(({ id }) => SAYS_ALL.test(id))) return eachRollout(() => scored(1, {}));
    const isOffTopic = asked.mayEcho || asked.mayRepeat ? () => false : prepareTopicCheck(asked.prompt);
    return eachRollout(({ text }) => {
      const why =
        whyNothing(text, asked) ??
        whyOnlyTalk(withoutForm(text, constraints), asked) ??
        constraints
          .map(({ id, kwargs }) => SLOT_CHECKS[id]?.(text, kwargs, query.prompt) ?? null)
          .find((reason) => reason !== null) ??
        (isOffTopic(text) ? 'not one word of what is asked about' : null);
      if (!why) return scored(1, {});
      return { ...scored(0, { why }), flags: ['nothing-beyond-form'] };
    });
  },
});

const FEW = 10;

function limitsToFew(kwargs: JsonObject): boolean {
  const values = Object.values(kwargs);
  return (
    values.some((value) => typeof value === 'string' && /^(?:less than|at most|exactly)$/.test(value)) &&
    values.some((value) => typeof value === 'number' && value <= FEW)
  );
}
