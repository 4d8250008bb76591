import { prose } from '../../src/attacks/hostile-inputs.ts';
import { INSTRUCTIONS } from '../../src/attacks/keys.ts';
import { Random } from '../../src/spec/random.ts';
import { writingTask } from '../../src/text/writing/writing-task.ts';
import type { WritingItem } from './data.ts';
import { type Negative, piecesOf } from './negatives.ts';

/**
 * @param others texts that an attacker may have: originals of other items
 * @returns what a policy tries that cannot write: nothing of it may be paid
 */
export function hacksOf(item: WritingItem, others: readonly WritingItem[], seed: number): Negative[] {
  const { lang, prompt } = item;
  const random = new Random(seed, `hacks ${item.id}`);
  const task = writingTask(prompt);
  const about = task ? [task.brief, ...task.outline, task.draft, task.before, task.after].join('\n') : prompt;
  const words = wordsOf(about, lang);
  const gap = lang === 'zh' ? '' : ' ';
  const strangers = random.shuffled(others.filter(({ id }) => id !== item.id)).slice(0, 6);
  const corpus = strangers.map(({ reference }) => reference).join('\n');
  const length = Math.max(300, Math.min(4_000, item.reference.length));
  return [
    {
      name: 'keyword stuffing',
      text: random
        .shuffled([...words, ...words])
        .join(lang === 'zh' ? '，' : ', ')
        .slice(0, length),
    },
    { name: 'prompt echo', text: `${prompt}\n${prompt}` },
    { name: 'the parts of the prompt said back', text: about },
    { name: 'filler prose', text: prose(length) },
    { name: 'an order to the judge', text: `${INSTRUCTIONS[0]}\n${INSTRUCTIONS[1]}` },
    { name: 'n-gram nonsense of other texts', text: chain(wordsOf(corpus, lang), length, random, gap) },
    {
      name: 'n-gram nonsense on the topic',
      text: chain([...wordsOf(corpus, lang), ...words, ...words, ...words], length, random, gap),
    },
    { name: 'sentences of other texts mixed', text: mixed(strangers, length, random, lang) },
    {
      name: 'sentences of other texts with the topic named',
      text: named(mixed(strangers, length, random, lang), words, random, lang),
    },
  ];
}

function wordsOf(text: string, lang: 'en' | 'zh'): string[] {
  return (
    (lang === 'zh' ? text.match(/\p{sc=Han}|[，。！？；：]/gu) : text.match(/[\p{L}’'-]+[.,;:?!]?/gu)) ?? []
  );
}

/** A text in which each word stands behind one that it stood behind somewhere. */
function chain(words: readonly string[], length: number, random: Random, gap: string): string {
  const next = new Map<string, string[]>();
  for (let at = 1; at < words.length; at += 1) {
    const list = next.get(words[at - 1]!) ?? [];
    list.push(words[at]!);
    next.set(words[at - 1]!, list);
  }
  let word = words[0] ?? '';
  let text = word;
  while (text.length < length && words.length > 0) {
    word = random.pick(next.get(word) ?? words) ?? '';
    text += gap + word;
  }
  return `${text.replace(/[，,；;：:]$/, '')}${gap === '' ? '。' : '.'}`;
}

function mixed(from: readonly WritingItem[], length: number, random: Random, lang: 'en' | 'zh'): string {
  const pieces = random.shuffled(from.flatMap(({ reference }) => piecesOf(reference, lang)));
  let text = '';
  for (const piece of pieces) {
    if (text.length >= length) break;
    text += piece;
  }
  return text.trim();
}

/** Every sentence begins with words of the prompt, so that it seems to speak of what was asked. */
function named(text: string, words: readonly string[], random: Random, lang: 'en' | 'zh'): string {
  return piecesOf(text, lang)
    .map((piece) => {
      const at = random.below(Math.max(1, words.length - 6));
      const about = words.slice(at, at + 6).join(lang === 'zh' ? '' : ' ');
      return lang === 'zh' ? `说到${about}，${piece}` : `As to ${about} ${piece}`;
    })
    .join('');
}
