import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { HARMFUL_WORDS } from '../../src/routing/classifier/harmful-words.ts';
import { KIND_FAMILIES, type KindFamily } from '../../src/spec/kinds.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { type Example, partOf, plainText } from './example.ts';
import { LEARNED_ONLY, RIGHT } from './labels.ts';

const labelled = z.object({
  task_label: z.string(),
  label_basis: z.enum(['item', 'source']),
  source: z.string(),
  fine_label: z.string().nullish(),
  prompt: z.string(),
});
const plain = z.object({ prompt: z.string().default('') });
const own = z.object({
  text: z.string(),
  families: z.array(z.enum(KIND_FAMILIES)),
  made: z.string(),
});
export type OwnPrompt = z.infer<typeof own>;

/** A label that was given to the very prompt says more than one of a whole source. */
const ITEM_WEIGHT = 4;
/** Files whose prompts are of one family, with the source that they belong to and how many are read at most. */
const MORE: readonly (readonly [string, string, readonly KindFamily[], number, number])[] = [
  ['pairs/hh_harmless.jsonl.gz', 'hh-harmless', ['safety'], 1500, 0.3],
  ['pairs/ifbench_thu.jsonl', 'ifbench', ['instruction-following'], 300, 0.7],
  ['pairs/llmbar.jsonl.gz', 'llmbar', ['chat', 'writing', 'instruction-following'], 300, 0.5],
  ['pairs/pandalm.jsonl', 'self-instruct-user', ['chat', 'writing', 'instruction-following'], 500, 0.5],
  ['pairs/rewardbench_math_prm.jsonl', 'math', ['math'], 200, 0.5],
  ['verify/gsm8k_solutions.jsonl.gz', 'gsm8k', ['math'], 200, 0.5],
  ['verify/evouna_nq.jsonl.gz', 'evouna-nq', ['qa'], 400, 0.5],
  ['verify/bbh_codedavinci_cot.jsonl.gz', 'bbh', ['reasoning', 'choice'], 200, 0.3],
  ['metrics/d2t_bagel.jsonl', 'bagel', ['data-to-text'], 100, 0.4],
];

/** The prompts made here; always there. */
export function ownExamples(file: URL): readonly Example[] {
  return ownPrompts(file)
    .filter((row) => row.made !== 'small-talk')
    .map((row) => ({
      text: row.text,
      families: row.families,
      label: '',
      source: 'own',
      group: row.made === 'hand' ? plainText(row.text) : row.made,
      basis: 'own' as const,
      weight: 1,
      language: languageOf(row.text),
    }));
}

/**
 * The prompts written by hand in many languages, and those as people type them into a chat: lines of family, tab and prompt,
 * with `\\n` for a new line. The file is named for the language; `arena.txt` is English.
 */
export function handWritten(folder: URL): readonly Example[] {
  return readdirSync(folder).flatMap((file) => {
    const name = file.replace('.txt', '');
    return lines(readFileSync(new URL(file, folder), 'utf8')).map((line): Example => {
      const [families = '', text = ''] = line.split('\t');
      return {
        text: text.replaceAll('\\n', '\n'),
        families: z.array(z.enum(KIND_FAMILIES)).parse(families.split('|')),
        label: '',
        source: name === 'arena' ? 'arena' : 'own',
        group: plainText(text),
        basis: 'own',
        weight: 1.5,
        language: name === 'arena' ? 'en' : name,
      };
    });
  });
}

function languageOf(text: string): string {
  const found = detectLanguage(text);
  return found && (found.confidence > 0.9 || /[^\u0000-\u024f\u2000-\u2bff]{4}/u.test(text))
    ? found.language.slice(0, 2)
    : 'en';
}

export function ownPrompts(file: URL): readonly OwnPrompt[] {
  return existsSync(file) ? lines(readFileSync(file, 'utf8')).map((line) => own.parse(JSON.parse(line))) : [];
}

/** The labelled prompts of the data folder, every text once. */
export function labelledExamples(folder: string): readonly Example[] {
  const examples: Example[] = [];
  const seen = new Set<string>();
  const take = (example: Example): boolean => {
    const key = plainText(example.text);
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    examples.push(example);
    return true;
  };
  for (const path of ['prompts/prompts.jsonl.gz', 'prompts/reasoning_gym.jsonl'])
    for (const row of rows(folder, path, labelled)) {
      const right = RIGHT[row.task_label];
      const families = right ?? LEARNED_ONLY[row.task_label];
      if (!families) continue;
      const grouped = row.source === 'bbh' || row.source === 'reasoning-gym';
      take({
        text: row.prompt,
        families: softened(row.source, row.prompt, families),
        label: right ? row.task_label : '',
        source: row.source,
        group: grouped ? `${row.source}/${row.fine_label}` : plainText(row.prompt),
        basis: right ? row.label_basis : 'train',
        weight: row.label_basis === 'item' ? ITEM_WEIGHT : row.source === 'hh-harmless' ? 0.5 : 1,
        language: 'en',
      });
    }
  for (const [path, source, families, most, weight] of MORE) {
    const fitting = rows(folder, path, plain).sort(
      (a, b) => partOf(a.prompt, 1 << 30) - partOf(b.prompt, 1 << 30),
    );
    let taken = 0;
    for (const { prompt } of fitting) {
      if (taken === most) break;
      const kept = take({
        text: prompt,
        families: softened(source, prompt, families),
        label: '',
        source,
        group: plainText(prompt),
        basis: 'train',
        weight,
        language: 'en',
      });
      if (kept) taken += 1;
    }
  }
  return examples;
}

const HARMFUL = new Set(HARMFUL_WORDS);
const OPTION_LINE = /^[ \t]{0,8}[([]?[A-J][).:\]]/gm;

/**
 * A set that calls every dialogue `safety` teaches that small talk is: where no word is of harm, it is learned as
 * chat. Where a puzzle may count as a choice too, it is learned as one if it has lines of options, and else as a puzzle.
 */
function softened(source: string, prompt: string, families: readonly KindFamily[]): readonly KindFamily[] {
  if (
    source === 'hh-harmless' &&
    !plainText(prompt)
      .split(' ')
      .some((word) => HARMFUL.has(word))
  )
    return ['chat'];
  if (!families.includes('choice')) return families;
  return (prompt.match(OPTION_LINE)?.length ?? 0) >= 2 ? ['choice'] : families;
}

function rows<T>(folder: string, path: string, schema: z.ZodType<T>): T[] {
  const bytes = readFileSync(join(folder, path));
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return lines(text).map((line) => schema.parse(JSON.parse(line)));
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
