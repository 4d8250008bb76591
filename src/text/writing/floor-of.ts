import { whyOnlyTalk } from '../empty-talk/empty-talk.ts';
import type { Measures } from './measure-text.ts';
import { isHan } from './script-of.ts';
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
const CHANCE = 0.55;
const GAP_LEFT = /\[\s{0,3}fill[\s_-]?in[\s_-]?the[\s_-]?blank/i;

/** @returns why a text earns nothing, however well it is written; null where it may be an answer */
export function floorOf(
  task: WritingTask,
  prompt: string,
  text: string,
  measures: Measures & { readonly words: number },
): WritingFault | null {
  const { language, operation } = task;
  const fewest = operation === 'cloze' ? FEWEST_IN_GAP : FEWEST;
  if (isHan(text) !== (language === 'zh')) return text.trim() === '' ? 'says-nothing' : 'other-language';
  if (measures.words < fewest[language]) return 'says-nothing';
  if (GAP_LEFT.test(text)) return 'gaps-left';
  if (measures.apart < OWN || (operation !== 'edit' && measures.own < OWN)) return 'prompt-copied';
  if (operation === 'edit' && measures.own < CHANGED) return 'unchanged';
  if (measures.fresh < FRESH) return 'repeats-itself';
  if (measures.wordOrder < ORDERED[language] + CHANCE / Math.sqrt(measures.words) || isList(text))
    return 'no-sentences';
  if (measures.topic === 0 && measures.grounded === 0) return 'off-topic';
  const beside = { prompt: prompt.slice(0, 50_000), mayEcho: operation === 'edit', words: new Set<string>() };
  return whyOnlyTalk(text.slice(0, 20_000), beside) ? 'says-nothing' : null;
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
