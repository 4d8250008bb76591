/**
 * Has the policy agent choose among reward models and judges whose verdicts on labelled data are recorded, and measures its
 * choices on items that it was told nothing of:
 *
 * `node scripts/with-node.mjs scripts/measure-policy.ts FILE… [--record FOLDER] [--at-once 8] [--out FILE] [--seed 1]`
 *
 * A FILE is one that `rlar bench` takes, with recorded values beside its rows. Its items are halved by a hash of their
 * prompts. Of each half and category the agent is asked once, with cards and figures of that half alone; its choice is
 * measured on the other half. Beside it stand the tool that is best overall on the same half (`fixed`), the one that is best
 * there in the category (`eager`), a tool drawn blindly, and two that know the answers: the best tool of each category (`oracle`),
 * and the best single one. Several files are also taken as one deployment, in which a tool guesses where it has no recording. The model is that of RLAR_LLM_BASE_URL and
 * RLAR_LLM_MODEL; `--record` keeps its answers by the hashes of their requests, and the same command then runs without it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { decide } from '../src/agents/policy-agent/decide.ts';
import { readBenchmark } from '../src/evaluation/benchmark/read-benchmark.ts';
import { bootstrap, interval, mean } from '../src/evaluation/bootstrap.ts';
import { meteredChatModel } from '../src/models/metered-chat-model.ts';
import { openCompleter } from '../src/models/open-completer.ts';
import { llmFromEnvironment, llmSettings } from '../src/models/settings.ts';
import {
  kindsOf,
  type ReplayedKind,
  replayed,
  together,
  type Worth,
  worthOf,
} from './policy/replayed-kinds.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'string' },
    'at-once': { type: 'string', default: '8' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = z.coerce.number().int().parse(values.seed);
const RESAMPLES = 2000;

const settings = llmSettings.parse({
  ...llmFromEnvironment(process.env),
  ...(values.record && { cassette: values.record }),
  concurrency: Number(values['at-once']),
  timeoutMs: 3_600_000,
});
const { RLAR_LLM_API_KEY: apiKey } = process.env;
const model = meteredChatModel(await openCompleter(settings, apiKey ? { apiKey } : {}, 'hash'));

const benchmarks = await Promise.all(positionals.map(readBenchmark));
const files = benchmarks.map((benchmark) => replayed(benchmark));
const choices = await Promise.all(
  files.map((of) => Promise.all(kindsOf(of).map((kind, at) => choiceOf(kind, seed + at)))),
);
const named = choices.flatMap((list, at) =>
  list.map((one) => ({ ...one, category: `${files[at]!.file}/${one.category}` })),
);
const whole = files.length > 1 ? [{ of: together(files, benchmarks), made: named }] : [];
const report = [...files.map((of, at) => ({ of, made: choices[at]! })), ...whole].map(({ of, made }) => {
  const worth = worthOf(
    of,
    (category, half) => made.find((one) => one.category === category && one.half === half)?.tool ?? null,
  );
  return { file: of.file, ...figuresOf(worth), choices: made };
});
for (const one of report) print(one);
console.log(
  `${model.name}: ${model.usage.calls} calls, ${model.usage.inputTokens + model.usage.outputTokens} tokens`,
);
if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);

interface Choice {
  readonly category: string;
  readonly half: number;
  /** What the data call the tool; null where the agent chose none, or its choice was refused. */
  readonly tool: string | null;
  readonly why: string;
}

async function choiceOf(
  { category, half, ask, library, names }: ReplayedKind,
  cards: number,
): Promise<Choice> {
  const [made] = await decide([ask], library, model, cards);
  if (!made || !('template' in made))
    return { category, half, tool: null, why: `refused: ${made?.refused.join('; ')}` };
  const [first] = made.template.tools;
  return { category, half, tool: first ? names.get(first.id)! : null, why: made.template.reason };
}

function figuresOf(worth: Worth) {
  const names = ['agent', 'fixed', 'eager', 'random', 'oracle', 'single'] as const;
  const { length } = worth.agent;
  const pairs = Array.from({ length }, (_, at) => ({ better: at, worse: at }));
  const drawn = bootstrap(
    [{ pairs, crossed: false }],
    new Map(names.map((name) => [name, [worth[name]]])),
    RESAMPLES,
    seed,
  );
  const gain = (rival: keyof Worth) => {
    const [own, other] = [drawn.get('agent')![0]!, drawn.get(rival)![0]!];
    return {
      value: mean(worth.agent) - mean(worth[rival]),
      interval: interval(own.map((value, at) => value - other[at]!)),
    };
  };
  return {
    items: length,
    accuracy: Object.fromEntries(names.map((name) => [name, mean(worth[name])])),
    over: { fixed: gain('fixed'), random: gain('random'), oracle: gain('oracle'), single: gain('single') },
  };
}

function print({ file, items, accuracy, over, choices }: (typeof report)[number]): void {
  console.log(`${file}: ${items} items`);
  for (const [what, value] of Object.entries(accuracy)) {
    const beside = what in over ? over[what as keyof typeof over] : null;
    const told = beside
      ? `; agent ${percent(beside.value)} (${beside.interval.map(percent).join(' to ')})`
      : '';
    console.log(`  ${what.padEnd(7)} ${percent(value)}${told}`);
  }
  if (file === 'all files') return;
  for (const { category, half, tool, why } of choices)
    console.log(`    ${category}, half ${half}: ${tool ?? 'none'}: ${why}`);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
