import { readResponse } from '../../src/answers/read-response.ts';
import { Random } from '../../src/spec/random.ts';
import type { Alias, AnswerKey } from '../../src/tools/short-answer/answer-key.ts';
import { type Measurement, measure, readAnswerKey } from '../../src/tools/short-answer/measure.ts';
import type { RarityTable } from '../../src/tools/short-answer/rarity.ts';
import { type Ruling, ruleOn } from '../../src/tools/short-answer/ruling.ts';
import { ATTACK_FORMS, type AttackMaterial, OTHER_FORMS, plainAnswer } from './attacks.ts';
import { foldOf, type Labelled } from './data.ts';

/** One response, measured, and what ought to come of it. */
export interface Case {
  readonly key: AnswerKey;
  readonly text: string;
  readonly fold: number;
  readonly measurement: Measurement;
  readonly ruling: Ruling;
  /** `natural`: a labelled response · `plain`: a reference said plainly · else the form of the attack. */
  readonly form: string;
  readonly source: string;
  readonly right: boolean;
}

interface Asked {
  readonly prompt: string;
  readonly key: AnswerKey;
  readonly rows: Labelled[];
}

/** Measures all labelled responses, and the attacks, plain answers and master keys made of them. */
export function makeCases(
  rows: readonly Labelled[],
  masterKeys: readonly string[],
  rarity: RarityTable,
  seed: number,
): Case[] {
  const questions = new Map<string, Asked>();
  for (const row of rows) {
    const known = questions.get(row.prompt);
    if (known) known.rows.push(row);
    else
      questions.set(row.prompt, {
        prompt: row.prompt,
        key: readAnswerKey(row.prompt, [row.reference], rarity),
        rows: [row],
      });
  }
  const pools = new Map<string, string[]>();
  for (const { key } of questions.values()) {
    const alias = key.aliases[0];
    if (alias) pools.set(typeOf(alias, key), [...(pools.get(typeOf(alias, key)) ?? []), alias.written]);
  }
  const numbers = new Random(seed);
  const random = () => numbers.next();
  const cases: Case[] = [];
  for (const asked of questions.values()) {
    const fold = foldOf(asked.prompt);
    const add = (text: string, form: string, source: string, right: boolean) => {
      const measurement = measure(asked.key, text);
      if (!measurement) return;
      const ruling = ruleOn(asked.key, readResponse(text), measurement);
      cases.push({ key: asked.key, text, fold, measurement, ruling, form, source, right });
    };
    for (const row of asked.rows) add(row.response, 'natural', row.source_model, row.correct);
    for (const text of masterKeys) add(text, 'master-key', 'made', false);
    const material = materialOf(asked, pools, random);
    if (!material) continue;
    const names = asked.key.aliases.map((alias) => alias.written);
    for (let time = 0; time < 3; time += 1) {
      add(plainAnswer(names[Math.floor(random() * names.length)]!, random), 'plain', 'made', true);
    }
    for (const [form, make] of Object.entries(ATTACK_FORMS)) {
      const times = form in OTHER_FORMS || random() < 0.2 ? 1 : 0;
      for (let time = 0; time < times; time += 1) add(make(material, random), form, 'made', false);
    }
  }
  return cases;
}

function materialOf(
  asked: Asked,
  pools: ReadonlyMap<string, readonly string[]>,
  random: () => number,
): AttackMaterial | null {
  const { key } = asked;
  const first = key.aliases[0];
  if (!first) return null;
  const pool = pools.get(typeOf(first, key)) ?? [];
  const wrong = new Set<string>();
  for (let tries = 0; wrong.size < 9 && tries < 200; tries += 1) {
    const candidate = pool[Math.floor(random() * pool.length)] ?? '';
    const measured = measure(key, candidate);
    if (measured && measured.best.recall < 0.5) wrong.add(candidate);
  }
  if (wrong.size < 9) return null;
  const written = asked.rows.filter((row) => row.source_model !== 'fid');
  const right = random() < 0.7 ? first : key.aliases[Math.floor(random() * key.aliases.length)]!;
  return {
    question: asked.prompt,
    right: right.written,
    wrong: [...wrong],
    rightResponse: written.find((row) => row.correct)?.response,
    wrongResponse: written.find((row) => !row.correct && (measure(key, row.response)?.best.recall ?? 1) < 0.3)
      ?.response,
  };
}

function typeOf(alias: Alias, key: AnswerKey): string {
  if (alias.numbers.length > 0) {
    if (alias.words.some((word) => /^m\d/.test(word))) return 'date';
    return alias.words.length === 1 && alias.numbers[0]! > 1000 ? 'year' : 'number';
  }
  return alias.proper
    ? `name-${['who', 'where'].includes(key.question.asks) ? key.question.asks : 'other'}`
    : 'phrase';
}
