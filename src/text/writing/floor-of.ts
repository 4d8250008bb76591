import { whyOnlyTalk } from '../empty-talk/empty-talk.ts';
import type { Likeness } from './anchor.ts';
import type { Measures } from './measure-text.ts';
import { isHan } from './script-of.ts';
import { viewText } from './text-view.ts';
import type { WritingTask } from './writing-task.ts';

/** Why a text is no answer to a task at all. */
export type WritingFault =
  | 'says-nothing'
  | 'other-language'
  | 'prompt-copied'
  | 'unchanged'
  | 'repeats-itself'
  | 'no-sentences'
  | 'off-topic'
  | 'gaps-left';

/** Fewest words of an answer; of Chinese characters. */
const FEWEST = { en: 12, zh: 24 } as const;
const FEWEST_IN_GAP = { en: 5, zh: 10 } as const;
/** Least share of an answer that is not taken from the prompt. */
const OWN = 0.6;
const CHANGED = 0.05;
const FRESH = 0.6;
/** Order among words that hardly a human text lacks, and by how much words in any order miss it by chance, by their number. */
const ORDERED = { en: 0.05, zh: 0.1 } as const;
const CHANCE = 0.65;
/** In a longer text order tells by itself; and pairs of words such as "of the" stand in any order of it. */
const SHORT = { en: 50, zh: 70 } as const;
/** Order of words and known triples together, of a text that says nothing of the original: what hardly a text in any order has. */
const TOLD = { en: 0.45, zh: 0.55 } as const;
const GAP_LEFT = /\[\s{0,3}fill[\s_-]?in[\s_-]?the[\s_-]?blank/i;

/**
 * @param like what the text has of the original; null where there is none. A text too short for its measures to say that it
 *   is no prose, or off the topic, may still say what the original says
 * @returns why a text earns nothing, however well it is written; null where it may be an answer
 */
export function floorOf(
  task: WritingTask,
  prompt: string,
  text: string,
  measures: Measures & { readonly words: number },
  like: Likeness | null,
): WritingFault | null {
  const { language, operation } = task;
  const fewest = operation === 'cloze' ? FEWEST_IN_GAP : FEWEST;
  if (operation === 'edit' && lettersOf(text) === lettersOf(task.draft)) return 'unchanged';
  if (isHan(text) !== (language === 'zh')) return text.trim() === '' ? 'says-nothing' : 'other-language';
  if (measures.words < fewest[language]) return 'says-nothing';
  if (GAP_LEFT.test(text)) return 'gaps-left';
  if (measures.apart < OWN || (operation !== 'edit' && measures.own < OWN)) return 'prompt-copied';
  if (operation === 'edit' && measures.own < CHANGED) return 'unchanged';
  if (measures.fresh < FRESH) return 'repeats-itself';
  if (isList(text)) return 'no-sentences';
  const strange = measures.topic === 0 && measures.grounded === 0;
  if (strange && (like ? !like.says : saysEnough(task))) return 'off-topic';
  if (!isOrdered(measures, language, like)) return 'no-sentences';
  const beside = { prompt: prompt.slice(0, 50_000), mayEcho: operation === 'edit', words: new Set<string>() };
  return whyOnlyTalk(text.slice(0, 20_000), beside) ? 'says-nothing' : null;
}

/** Things that a prompt speaks of, at least, for a text without any of them to be off the topic. */
const ENOUGH_SAID = 8;

function saysEnough({ language, brief, before, after, draft, outline }: WritingTask): boolean {
  return viewText([brief, before, after, draft, ...outline].join('\n'), language).units.size >= ENOUGH_SAID;
}

/** Whether words stand in an order that prose has and the same words in any order have not. */
function isOrdered(
  { wordOrder, triples, words }: Measures & { readonly words: number },
  language: 'en' | 'zh',
  like: Likeness | null,
): boolean {
  // The words of the original in no order of its own, nor of prose, are the original shuffled.
  if (like?.all && !like.told && wordOrder + triples < TOLD[language]) return false;
  if (wordOrder >= ORDERED[language] + CHANCE / Math.sqrt(words)) return true;
  if (like?.says) return words < SHORT[language] && wordOrder > 0 && like.told;
  return wordOrder > 0 && wordOrder + triples >= TOLD[language];
}

function lettersOf(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}

/** Words between commas: fewer than four characters, or three English words, in most places. */
const SCRAP = { most: 0.6, fewest: 12 } as const;

function isList(text: string): boolean {
  const parts = text
    .slice(0, 20_000)
    .split(/[，,、;；。.\n|]+/)
    .filter((part) => part.trim() !== '');
  if (parts.length < SCRAP.fewest) return false;
  const scraps = parts.filter((part) => {
    const words = part.match(/\p{sc=Han}|[\p{L}\p{N}'’-]+/gu) ?? [];
    return words.length < (isHan(part) ? 4 : 3);
  });
  return scraps.length > SCRAP.most * parts.length;
}
