import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonObject } from '../../spec/json.ts';
import { noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { unscored, type Verdict } from '../../spec/verdict.ts';
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
    const isShort =
      task.operation === 'cloze' && anchor !== null && anchor.words <= SHORT_FILL[task.language];
    const judge = (text: string): Verdict => {
      const answer = withoutThinking(text).trim();
      const isOriginal = answer === original;
      const read = answer.slice(0, LONGEST_TEXT);
      const said = isOriginal ? read : passageOf(read, task);
      const measures = said === read ? measure(said) : { ...measure(said), noTalk: REMARKS };
      const facts = {
        operation: task.operation,
        language: task.language,
        words: measures.words,
        ...(answer.length > LONGEST_TEXT && { clipped: true }),
      };
      const fault = isOriginal
        ? null
        : (onlySpeaksToJudge(said, prompt) ?? floorOf(task, prompt, said, measures));
      const isUntold = isShort && fault !== null && UNTOLD.has(fault);
      if (
        isUntold &&
        measures.words <= 2 * SHORT_FILL[task.language] &&
        !isOutOf(original ?? '', said, task.language)
      )
        return unscored(
          'A fill this short shows too little: it may be a sentence that fits, in words of its own.',
          {
            ...facts,
            fault,
          },
        );
      if (fault) return { ...rated(0, { ...facts, fault }), flags: [fault] };
      if (!anchor || !likeness) {
        const { value, weakest } = rateText(task, measures);
        return rated(value, { ...facts, weakest: [...weakest], measures: shown(measures) });
      }
      const { value, weakest } = rateAgainst(task, measures, anchor);
      const like = likeness(viewText(said, task.language));
      const { shared, faithful } = like;
      const readShare = isOriginal ? 1 : Math.min(1, LONGEST_TEXT / Math.max(1, answer.length));
      const reward = value * (UNLIKE + (1 - UNLIKE) * shared) * faithful * like.whole ** SHORT * readShare;
      const evidence = {
        ...facts,
        shared: round(shared),
        faithful: round(faithful),
        whole: round(like.whole),
        weakest: [...weakest],
      };
      return rated(reward, { ...evidence, measures: shown(measures), original: shown(anchor) });
    };
    return eachRollout(({ text, steps }) => {
      const verdict = judge(text);
      if (!steps || steps.length < 2) return verdict;
      if (verdict.status !== 'scored') return verdict;
      const worthOf = (draft: string): number => {
        const judged = judge(draft);
        return judged.status === 'scored' ? judged.value : 0;
      };
      return { ...verdict, steps: stepValues(steps, task, original, worthOf) };
    });
  },
});

/** Words, or Chinese characters, of the longest original that says so little that a fill may share nothing with what stands around it. */
const SHORT_FILL = { en: 20, zh: 30 } as const;
/** What cannot be told of a fill so short: its order by pairs of words, and its topic by words that it shares. */
const UNTOLD: ReadonlySet<string> = new Set(['no-sentences', 'off-topic']);

/** The share of its words that a text has of the original where it is the original in another order. */
const OUT_OF = 0.7;

function isOutOf(original: string, text: string, language: 'en' | 'zh'): boolean {
  const known = new Set(viewText(original, language).words);
  const { words } = viewText(text, language);
  return words.filter((word) => known.has(word)).length >= OUT_OF * words.length;
}

/** Of a text at least this share is meant for whoever judges it. */
const MOSTLY_APPEALS = 0.5;

/** Sentences that speak to a judge persuade no program. A text of little else says nothing. */
function onlySpeaksToJudge(text: string, prompt: string): 'spoke_to_judge' | null {
  const guarded = withoutAppeals(text, prompt);
  if (guarded.sentences === 0) return null;
  const left = withoutMarks(guarded.text).trim();
  return left.length < (1 - MOSTLY_APPEALS) * text.length ? 'spoke_to_judge' : null;
}

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
