import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Example, noKind } from './example.ts';
import { expanded, type Grammar } from './expand.ts';
import { randomFrom } from './learner.ts';

/**
 * Prompts of no kind, made at random, to learn from what an answer would be a guess (outlier exposure: Hendrycks,
 * Mazeika and Dietterich, 2019): random and shuffled words, mashed keys, bytes, logs, settings, empty forms, scraps of pages
 * and mails, statements that ask for nothing. Each sort is a source of its own, so that figures are of
 * sorts that a model never saw.
 */
const EACH = 60;
const FILE = new URL('./noise.json', import.meta.url);
/** Sorts that are made from templates alone. */
const TEMPLATES = ['lone', 'log', 'bytes', 'stub', 'settings', 'table', 'page', 'mail', 'statement'];

/** @param own prompts of our own, whose words are used */
export function noiseExamples(own: readonly Example[], seed: number): readonly Example[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const some = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const many = (least: number, most: number, make: () => string): string[] =>
    Array.from({ length: some(least, most) }, make);
  const grammar: Grammar = z
    .record(z.string(), z.array(z.string()))
    .parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const spoken = own.filter((one) => wordsOf(one.text).length >= 5);
  const vocabulary = new Map<string, string[]>();
  for (const one of spoken)
    vocabulary.set(one.language, [...(vocabulary.get(one.language) ?? []), ...wordsOf(one.text)]);
  const languages = [...vocabulary.keys()].filter((language) => vocabulary.get(language)!.length > 200);
  const fill = { ...grammar, key: grammar.keys!, mark: grammar.marks!, word: vocabulary.get('en')! };
  const sentence = (words: string[]): string =>
    random() < 0.5 ? words.join(' ') : `${words.join(' ').replace(/^./, (first) => first.toUpperCase())}.`;

  const makers: Record<string, () => string> = {
    words: () => {
      const list = vocabulary.get(pick(languages))!;
      return sentence(many(3, 14, () => pick(list)));
    },
    shuffled: () => {
      const words = wordsOf(pick(spoken).text).slice(0, 25);
      return words
        .map((word) => [random(), word] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, word]) => word)
        .join(' ');
    },
    mash: () => {
      const keys = grammar[random() < 0.85 ? 'keys' : 'keys-cyrillic']!;
      return many(1, 6, () => many(2, 9, () => pick(keys)).join('')).join(' ');
    },
    invented: () => sentence(many(3, 14, () => many(1, 3, () => pick(grammar.syllables!)).join(''))),
    latin: () => sentence(many(4, 24, () => pick(grammar.latin!))),
    signs: () => many(1, 12, () => pick(grammar.marks!)).join(random() < 0.5 ? '' : ' '),
    repeated: () => {
      const unit = random() < 0.6 ? pick(vocabulary.get(pick(languages))!) : pick(grammar.keys!);
      return Array.from({ length: some(3, 30) }, () => unit).join(random() < 0.8 ? ' ' : '');
    },
    fragment: () => {
      const words = pick(grammar.statement!).split(' ');
      const start = some(0, Math.max(0, words.length - 3));
      return `${random() < 0.3 ? '…' : ''}${words.slice(start, start + some(2, 6)).join(' ')}`.replace(
        /[.。]$/,
        random() < 0.5 ? ',' : '',
      );
    },
  };
  for (const sort of TEMPLATES) makers[sort] = () => expanded(pick(grammar[sort]!), fill, random);
  const seen = new Set<string>();
  return Object.entries(makers).flatMap(([sort, make]) =>
    Array.from({ length: EACH }, make).flatMap((text): Example[] => {
      if (seen.has(text)) return [];
      seen.add(text);
      return [noKind(text, sort)];
    }),
  );
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}']+/gu) ?? [];
}
