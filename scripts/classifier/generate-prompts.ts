import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { KIND_FAMILIES, type KindFamily } from '../../src/spec/kinds.ts';
import { type OwnPrompt, ownPrompts } from './corpus.ts';
import { expanded } from './expand.ts';
import { randomFrom } from './learner.ts';

/**
 * Writes the prompts of our own: keeps those written by hand (`made: hand` and `small-talk`, the latter never trained
 * on) and makes the others anew from templates. The same seed gives the same file.
 */
const FILE = new URL('../../src/routing/classifier/prompts-own.jsonl', import.meta.url);
const SEED = 7;
const TRIES = 7;

/** Slots and, under the name of a family, its templates. */
const GRAMMAR: Record<string, string[]> = {};
for (const name of ['common', 'answers', 'programs', 'texts', 'everyday', 'other-languages'])
  for (const [slot, options] of Object.entries(rulesOf(name)))
    GRAMMAR[slot] = [...(GRAMMAR[slot] ?? []), ...options];

const random = randomFrom(SEED);

const byHand = ownPrompts(FILE).filter((row) => !row.made.startsWith('template:'));
const made = KIND_FAMILIES.flatMap(fromTemplates);
const rows = [...byHand, ...made];
const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
if (readFileSync(FILE, 'utf8') !== text) writeFileSync(FILE, text);
console.log(`${byHand.length} by hand, ${made.length} from templates`);

function rulesOf(name: string): Record<string, string[]> {
  const text = readFileSync(new URL(`./grammar/${name}.json`, import.meta.url), 'utf8');
  return z.record(z.string(), z.array(z.string())).parse(JSON.parse(text));
}

function fromTemplates(family: KindFamily): OwnPrompt[] {
  return (GRAMMAR[family] ?? []).flatMap((template, index) => {
    const texts = new Set(Array.from({ length: TRIES }, () => expanded(template, GRAMMAR, random)));
    return [...texts].map((text) => ({ text, families: [family], made: `template:${family}-${index}` }));
  });
}
