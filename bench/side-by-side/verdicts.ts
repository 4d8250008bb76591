import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { builtInTools } from '../../src/tools/index.ts';
import { type BenchRow, benchRow } from '../bench-row.ts';
import { stepQueries } from '../step-items.ts';
import { askPeer } from './peer.ts';

/** Which of our tools judges what a peer's scorer judges, and what that scorer is. */
const PEERS: Record<string, { tool: string; peer: string }> = {
  'final-number': { tool: 'final-number', peer: "verl's gsm8k: one regular expression" },
  qa: { tool: 'short-answer', peer: "verl's search_r1_like_qa_em: one regular expression, words normalised" },
  math: { tool: 'math-equivalence', peer: "Math-Verify 0.9.0, which verifiers' MathRubric calls too" },
  translation: { tool: 'translation', peer: "sacrebleu 2.6.0's chrF" },
  summary: { tool: 'overlap', peer: "rouge-score 0.1.2's ROUGE-L" },
  puzzle: {
    tool: 'exact-answer',
    peer: "reasoning-gym's score_answer of word_sorting: the same text, or in part",
  },
};
const METRICS = new Map([
  ['translation', 'chrf'],
  ['overlap', 'rougeL'],
]);
const PASSES = 3;

interface Case {
  readonly prompt: string;
  readonly reference: string;
  readonly answer: string;
  readonly truth: unknown;
}

/** One verdict at a time on items of our own making, our query prepared anew for each. */
export async function benchVerdicts(queries: number): Promise<BenchRow[]> {
  const sets = casesOf(queries);
  const peers = askPeer<Record<string, number[]>>('verdicts', {
    passes: PASSES,
    sets: Object.fromEntries(
      Object.entries(sets).map(([kind, cases]) => [
        kind,
        { scorer: kind, cases: cases.map(({ answer, truth }) => [answer, truth]) },
      ]),
    ),
  });
  const rows: BenchRow[] = [];
  for (const [kind, cases] of Object.entries(sets)) {
    const { tool, peer } = PEERS[kind]!;
    rows.push(benchRow(tool, `${kind}, own items`, await timeOurs(tool, cases), peer, peers[kind]!));
  }
  return rows;
}

async function timeOurs(id: string, cases: readonly Case[]): Promise<number[]> {
  const tool = builtInTools.find(({ declaration }) => declaration.id === id)!;
  const metric = METRICS.get(id);
  const times = cases.map(() => Number.POSITIVE_INFINITY);
  for (let pass = 0; pass <= PASSES; pass++) {
    for (const [at, { prompt, reference, answer }] of cases.entries()) {
      const start = performance.now();
      const messages = [{ role: 'user', content: prompt }];
      const prepared = await tool.prepare(
        { prompt, messages, references: [reference], constraints: [] },
        metric === undefined ? {} : { metric },
      );
      await scoreOne(prepared, { text: answer });
      if (pass > 0) times[at] = Math.min(times[at]!, (performance.now() - start) * 1000);
    }
  }
  return times;
}

function casesOf(queries: number): Record<string, Case[]> {
  const found: Record<string, Case[]> = {};
  for (const { kind, row, truth, answers } of stepQueries(7)) {
    if (kind === 'code') continue;
    const cases = (found[kind] ??= []);
    if (cases.length >= queries * answers.length) continue;
    for (const answer of answers)
      cases.push({ prompt: String(row.prompt), reference: String(row.reference), answer, truth });
  }
  const texts = found.translation!.map(({ reference, answer }) => [reference, answer] as const);
  found.summary = texts.map(([reference, answer], at) => {
    const several = (place: 0 | 1) =>
      Array.from({ length: 4 }, (_, next) => texts[(at + next) % texts.length]![place]).join(' ');
    const whole = { prompt: 'Summarise the report.', reference: several(0), answer: several(1) };
    return { ...whole, truth: whole.reference, ...(reference === answer && { answer: whole.reference }) };
  });
  found.puzzle = texts.slice(0, 8 * queries).map(([reference], at) => {
    const words = [...new Set(reference.match(/\p{L}+/gu) ?? [])];
    const sorted = words.toSorted().join(', ');
    return {
      prompt: `Sort these words in ascending order: ${words.join(', ')}`,
      reference: sorted,
      answer: at % 2 === 0 ? sorted : words.toReversed().join(', '),
      truth: {
        task: 'word_sorting',
        entry: { question: '', answer: sorted, metadata: { sorted_words: words.toSorted() } },
      },
    };
  });
  return found;
}
