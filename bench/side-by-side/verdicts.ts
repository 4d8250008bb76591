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

interface Case {
  readonly prompt: string;
  readonly reference: string;
  readonly answer: string;
  readonly truth: unknown;
}

/**
 * One verdict at a time on items of our own making, each of them new: a trainer's answers are in no cache. Our query is prepared
 * anew for each. As many other items warm up both sides.
 */
export async function benchVerdicts(queries: number): Promise<BenchRow[]> {
  const [warm, sets] = [casesOf(queries, 7), casesOf(queries, 8)];
  const peers = askPeer<Record<string, number[]>>('verdicts', {
    sets: Object.fromEntries(
      Object.entries(sets).map(([kind, cases]) => [
        kind,
        {
          scorer: kind,
          warm: warm[kind]!.length,
          cases: [...warm[kind]!, ...cases].map(({ answer, truth }) => [answer, truth]),
        },
      ]),
    ),
  });
  const rows: BenchRow[] = [];
  for (const [kind, cases] of Object.entries(sets)) {
    const { tool, peer } = PEERS[kind]!;
    await timeOurs(tool, warm[kind]!);
    rows.push(benchRow(tool, `${kind}, own items`, await timeOurs(tool, cases), peer, peers[kind]!));
  }
  return rows;
}

async function timeOurs(id: string, cases: readonly Case[]): Promise<number[]> {
  const tool = builtInTools.find(({ declaration }) => declaration.id === id)!;
  const metric = METRICS.get(id);
  const times: number[] = [];
  for (const { prompt, reference, answer } of cases) {
    const start = performance.now();
    const messages = [{ role: 'user', content: prompt }];
    const prepared = await tool.prepare(
      { prompt, messages, references: [reference], constraints: [] },
      metric === undefined ? {} : { metric },
    );
    await scoreOne(prepared, { text: answer });
    times.push((performance.now() - start) * 1000);
  }
  return times;
}

function casesOf(queries: number, serial: number): Record<string, Case[]> {
  const found: Record<string, Case[]> = {};
  for (const { kind, row, truth, answers } of stepQueries(serial)) {
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
