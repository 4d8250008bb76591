/**
 * How well the recognisers read the constraints of IFEval's prompts: `RLAR_DATA=FOLDER node scripts/with-node.mjs
 * scripts/measure-recognisers.ts [development|held-out] [--list]`. The prompts are halved by the hash of their id; wordings
 * were looked at in the development half alone. Beside it, how often they fire on our own prompts.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { builtInLibrary } from '../src/library/built-in.ts';
import { LibraryRecognisers } from '../src/reading/library-recognisers.ts';
import { readAsked } from '../src/reading/read-asked.ts';
import { type JsonObject, jsonObject } from '../src/spec/json.ts';
import type { Constraint } from '../src/spec/query.ts';

const row = z.object({
  id: z.string(),
  prompt: z.string(),
  reference: z.object({ instruction_id_list: z.array(z.string()), kwargs: z.array(jsonObject) }),
});
const ownPrompt = z.object({ text: z.string() });
const OWN = new URL('../src/routing/classifier/prompts-own.jsonl', import.meta.url);

interface SortCount {
  asked: number;
  /** Recognised with the arguments of the label, or equal ones. */
  found: number;
  /** Recognised at all. */
  recognised: number;
}

export interface RecogniserFigures {
  readonly prompts: number;
  readonly sorts: ReadonlyMap<string, SortCount>;
  /** Prompts in which something was recognised and nothing was left over. */
  readonly covered: number;
  /** Covered prompts of which a labelled constraint was not recognised with its arguments. */
  readonly coveredWrongly: number;
  readonly misses: readonly string[];
}

/** @param half which prompts count */
export async function measureRecognisers(
  file: string,
  half: 'development' | 'held-out',
): Promise<RecogniserFigures> {
  const recognisers = new LibraryRecognisers(builtInLibrary().entries());
  const sorts = new Map<string, SortCount>();
  const misses: string[] = [];
  let prompts = 0;
  let covered = 0;
  let coveredWrongly = 0;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, prompt, reference } = row.parse(JSON.parse(line));
    const even = Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 2 === 0;
    if (even !== (half === 'development')) continue;
    prompts += 1;
    const labels = reference.instruction_id_list.map((sort, index) => ({
      id: sort,
      kwargs: reference.kwargs[index] ?? {},
    }));
    const { constraints, leftovers } = await readAsked(prompt, recognisers);
    const wanted = labels.map(meaning);
    const got = constraints.map(meaning);
    for (const [index, label] of labels.entries()) {
      const count = countOf(sorts, label.id);
      count.asked += 1;
      if (!got.includes(wanted[index]!)) misses.push(`${id} not recognised: ${wanted[index]}`);
    }
    for (const [index, { id: sort }] of constraints.entries()) {
      const count = countOf(sorts, sort);
      count.recognised += 1;
      if (wanted.includes(got[index]!)) count.found += 1;
      else misses.push(`${id} not labelled: ${got[index]}`);
    }
    const isCovered = constraints.length > 0 && leftovers.length === 0;
    const wrong = wanted.some((one) => !got.includes(one)) || got.some((one) => !wanted.includes(one));
    if (isCovered) covered += 1;
    if (isCovered && wanted.some((one) => !got.includes(one))) coveredWrongly += 1;
    if (isCovered && wrong) misses.push(`${id} covered, and not as labelled`);
    if (leftovers.length > 0) misses.push(`${id} left over: ${JSON.stringify(leftovers)}`);
  }
  return { prompts, sorts, covered, coveredWrongly, misses };
}

/** @returns what a constraint asks for, so that two ways to ask for the same are one */
function meaning({ id, kwargs: given }: Constraint): string {
  const kwargs: JsonObject = Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== null)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => [name, plain(value)]),
  );
  const once = kwargs.frequency === 1 && kwargs.relation === 'at least';
  if (id === 'keywords:frequency' && once)
    return meaning({ id: 'keywords:existence', kwargs: { keywords: [kwargs.keyword ?? ''] } });
  const never = kwargs.frequency === 1 && kwargs.relation === 'less than';
  if (id === 'keywords:frequency' && never)
    return meaning({ id: 'keywords:forbidden_words', kwargs: { forbidden_words: [kwargs.keyword ?? ''] } });
  return `${id} ${JSON.stringify(kwargs)}`;
}

function plain(value: JsonObject[string]): JsonObject[string] {
  if (typeof value === 'string') return value.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return Array.isArray(value) ? value.map(plain).toSorted() : value;
}

function countOf(sorts: Map<string, SortCount>, id: string): SortCount {
  let count = sorts.get(id);
  if (!count) sorts.set(id, (count = { asked: 0, found: 0, recognised: 0 }));
  return count;
}

/** @returns our own prompts in which a constraint is recognised; which of them ask for one is for a person to say */
export async function ownPromptsRecognised(): Promise<{ prompts: number; fired: string[] }> {
  const recognisers = new LibraryRecognisers(builtInLibrary().entries());
  const lines = readFileSync(OWN, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const fired: string[] = [];
  for (const line of lines) {
    const { text } = ownPrompt.parse(JSON.parse(line));
    const { constraints, leftovers } = await readAsked(text, recognisers);
    if (constraints.length === 0) continue;
    const found = constraints.map(({ id, kwargs }) => `${id} ${JSON.stringify(kwargs)}`).join(' + ');
    fired.push(
      `${leftovers.length === 0 ? 'covered' : 'left over'}  ${found}  ${JSON.stringify(text.slice(0, 600))}`,
    );
  }
  return { prompts: lines.length, fired };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

if (process.argv[1] === import.meta.filename) {
  const half = process.argv.includes('held-out') ? 'held-out' : 'development';
  const list = process.argv.includes('--list');
  const file = join(process.env.RLAR_DATA ?? '', 'verify', 'ifeval_gpt4.jsonl');
  if (!process.env.RLAR_DATA || !existsSync(file)) console.log('skipped: no data');
  else {
    const { prompts, sorts, covered, coveredWrongly, misses } = await measureRecognisers(file, half);
    const all = { asked: 0, found: 0, recognised: 0 };
    for (const [id, count] of [...sorts].sort()) {
      all.asked += count.asked;
      all.found += count.found;
      all.recognised += count.recognised;
      console.log(
        `${id.padEnd(52)} recall ${percent(count.found, count.asked)} of ${count.asked}, precision ${percent(count.found, count.recognised)} of ${count.recognised}`,
      );
    }
    console.log(
      `${half}: recall ${percent(all.found, all.asked)} of ${all.asked}, precision ${percent(all.found, all.recognised)} of ${all.recognised}`,
    );
    console.log(
      `covered ${percent(covered, prompts)} of ${prompts} prompts, of them with a label not recognised ${coveredWrongly} (${percent(coveredWrongly, covered)})`,
    );
    if (list) for (const line of misses) console.log(line);
  }
  const own = await ownPromptsRecognised();
  console.log(`own prompts: recognised in ${own.fired.length} of ${own.prompts}`);
  if (list) for (const line of own.fired) console.log(line);
}
