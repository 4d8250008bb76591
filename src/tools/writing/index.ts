import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonObject } from '../../spec/json.ts';
import { noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { prepareLikeness } from '../../text/writing/anchor.ts';
import { floorOf } from '../../text/writing/floor-of.ts';
import { MEASURES, type Measures, prepareMeasures } from '../../text/writing/measure-text.ts';
import { passageOf } from '../../text/writing/passage-of.ts';
import { rateAgainst, rateText } from '../../text/writing/rate-text.ts';
import { LONGEST_TEXT, viewText } from '../../text/writing/text-view.ts';
import { writingTask } from '../../text/writing/writing-task.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { withoutAppeals, withoutMarks } from '../judge/without-appeals.ts';
import { stepValues } from './step-values.ts';

/** What a text earns at most that says nothing of what only the original says. */
const UNLIKE = 0.5;
/** What `noTalk` is of a text with remarks around it. */
const REMARKS = 0.5;
/** How steeply the reward falls with a length below the original's. */
const SHORT = 0.25;

/**
 * Rates texts that a prompt asks a writer for, by what a program can tell: whether they keep to what is asked, stand in
 * order, are whole, and how far they fall behind the human original in all that. Pinned for a query without an original,
 * it rates by the range of human texts, and fluent nonsense on the topic may then earn as much as prose.
 */
export const writing = defineBuiltIn({
  declaration: {
    id: 'writing',
    version: '1.0.0',
    title: 'Writing by operation',
    description:
      'How far a text keeps to what a writer was asked, against the human original: a gap filled to fit both sides, a draft ' +
      'reworked as the critique asks, an outline written out in order, a brief met at its length. Floors what is shuffled, ' +
      'off the topic, or said back. English and Chinese. Cannot tell whether a fluent text on the topic is good or true.',
    type: 'metric',
    slot: 'quality',
    needs: ['prompt', 'reference'],
    kinds: ['writing.cloze', 'writing.edit', 'writing.expand', 'writing.end-to-end'],
    execution: 'thread',
    deadlineMs: 1_000,
  },
  options: noOptions,
  prepare({ prompt, references }) {
    const task = writingTask(prompt);
    if (!task)
      return inapplicable(
        'The prompt asks for no gap to be filled, no draft to be reworked, and no text to be written.',
      );
    const measure = prepareMeasures(task);
    const original = references.find((text) => text.trim() !== '')?.trim();
    const anchor = original === undefined ? null : measure(original);
    const likeness = original === undefined ? null : prepareLikeness(task, prompt, original);
    const judge = (text: string): Verdict & { readonly status: 'scored' } => {
      const answer = withoutThinking(text).trim();
      const guarded = withoutAppeals(answer.slice(0, LONGEST_TEXT), prompt);
      const whole = withoutMarks(guarded.text).trim();
      const said = whole === original ? whole : passageOf(whole, task);
      const measures = said === whole ? measure(said) : { ...measure(said), noTalk: REMARKS };
      const spoke = guarded.sentences > 0 ? ['spoke_to_judge'] : [];
      const facts = {
        operation: task.operation,
        language: task.language,
        words: measures.words,
        ...(answer.length > LONGEST_TEXT && { clipped: true }),
      };
      const fault = said === original ? null : floorOf(task, prompt, said, measures);
      if (fault) return { ...rated(0, { ...facts, fault }), flags: [fault, ...spoke] };
      if (!anchor || !likeness) {
        const { value, weakest } = rateText(task, measures);
        return {
          ...rated(value, { ...facts, weakest: [...weakest], measures: shown(measures) }),
          flags: spoke,
        };
      }
      const { value, weakest } = rateAgainst(task, measures, anchor);
      const like = likeness(viewText(said, task.language));
      const { shared, faithful } = like;
      const reward = value * (UNLIKE + (1 - UNLIKE) * shared) * faithful * like.whole ** SHORT;
      const evidence = {
        ...facts,
        shared: round(shared),
        faithful: round(faithful),
        whole: round(like.whole),
        weakest: [...weakest],
      };
      return {
        ...rated(reward, { ...evidence, measures: shown(measures), original: shown(anchor) }),
        flags: spoke,
      };
    };
    return eachRollout(({ text, steps }) => {
      const verdict = judge(text);
      if (!steps || steps.length < 2) return verdict;
      return { ...verdict, steps: stepValues(steps, task, original, (draft) => judge(draft).value) };
    });
  },
});

/** A verdict that is always a value. */
function rated(value: number, evidence: JsonObject): Verdict & { readonly status: 'scored' } {
  return { status: 'scored', value, evidence };
}

function shown(measures: Measures): JsonObject {
  return Object.fromEntries(MEASURES.map((name) => [name, round(measures[name])]));
}

function round(value: number): number {
  return Math.round(1e3 * value) / 1e3;
}
