/**
 * Measures judges on labelled data with whatever model is configured (RLAR_LLM_BASE_URL, RLAR_LLM_MODEL):
 *
 * `RLAR_DATA=FOLDER node scripts/with-node.mjs scripts/measure-judges.ts [--judge FILE]… [--set NAME]… [--count 20]
 * [--seed 1] [--cheaper MODEL] [--record FOLDER] [--out FILE] [--at-once 4] [--wait-ms 600000]`
 *
 * A judge is a description as `rlar judges add` takes it; by default those of examples/judges. `pairs` judges are asked in
 * both orders, `rubric` judges about both responses, `equivalence` judges about short answers that the program leaves
 * unscored. The seed draws the sample, each pair once, and the order in which the requests go out. Printed are agreement with the labels without and with the swap of orders, the share of pairs on which the
 * orders agree, what other judges in the data reached on the same pairs, and the cost of a verdict. With `--cheaper` that
 * model is asked first, and the other one where its orders disagree. `--record` keeps the answers, named by the hashes of
 * their requests and without the requests; the same command then goes on from there, or runs without a model.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readJudge } from '../src/library/added-tools/read-judge.ts';
import type { ChatModel } from '../src/models/chat-model.ts';
import { meteredChatModel } from '../src/models/metered-chat-model.ts';
import { openCompleter } from '../src/models/open-completer.ts';
import { llmFromEnvironment, llmSettings } from '../src/models/settings.ts';
import type { ChatUsage } from '../src/spec/chat-usage.ts';
import type { JudgeSpec } from '../src/spec/judge-spec.ts';
import { share } from '../src/spec/share.ts';
import { askPairs, type PairSaid, pairAsker } from './judges/ask-pair.ts';
import { PAIR_SETS, type PairSet, samplePairs } from './judges/pair-sets.ts';
import { askShortAnswers } from './judges/short-answers.ts';

const { values } = parseArgs({
  options: {
    judge: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    cheaper: { type: 'string' },
    record: { type: 'string' },
    out: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    'wait-ms': { type: 'string', default: '600000' },
  },
});
const examples = join(import.meta.dirname, '../examples/judges');
const shipped = ['better-response.yaml', 'good-response.yaml', 'same-answer.yaml'].map((name) =>
  join(examples, name),
);
const sets = z.array(z.enum(PAIR_SETS)).parse(values.set ?? PAIR_SETS);
const count = z.coerce.number().int().positive().parse(values.count);
const seed = z.coerce.number().int().parse(values.seed);

const report: object[] = [];
for (const file of values.judge ?? shipped) {
  const spec = readJudge(readFileSync(file, 'utf8'), `${file}: `);
  if (spec.judges === 'equivalence') {
    const model = await open();
    const measured = await askShortAnswers(model, spec, count, seed);
    print(basename(file), 'short answers left unscored', { ...measured, ...cost(model.usage, measured.of) });
  } else for (const set of sets) await measureSet(file, spec, set);
}
if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);

async function measureSet(file: string, spec: JudgeSpec, set: PairSet): Promise<void> {
  const pairs = samplePairs(set, count, seed);
  const asker = pairAsker(spec);
  if (!asker) throw new Error(`${file}: pairs, rubric and equivalence judges are measured here`);
  const model = await open();
  if (values.cheaper === undefined) {
    const said = await askPairs(model, asker, pairs, seed);
    print(basename(file), set, { ...agreement(said), ...cost(model.usage, said.length), ...others(said) });
    return;
  }
  const cheap = await open(values.cheaper);
  const first = await askPairs(cheap, asker, pairs, seed);
  const unsure = first.filter(isUnsure).map(({ pair }) => pair);
  const again = new Map((await askPairs(model, asker, unsure, seed)).map((one) => [one.pair, one]));
  const said = first.map((one) => again.get(one.pair) ?? one);
  const escalated = share(first.filter(isUnsure).length, first.length);
  print(basename(file), `${set}, ${values.cheaper} first`, {
    cheaperAlone: agreement(first).withSwap,
    ...agreement(said),
    escalated: told(escalated),
    cheaper: cost(cheap.usage, said.length),
    ...cost(model.usage, said.length),
  });
}

/** The orders disagree, or one of the answers was none. */
function isUnsure({ there, back }: PairSaid): boolean {
  return there === null || back === null || Math.sign(there - 0.5) !== Math.sign(back - 0.5) || there === 0.5;
}

/** A tie is half right: a coin would decide it. What failed is in no share. */
function agreement(said: readonly PairSaid[]) {
  const judged = said.flatMap(({ there, back }) =>
    there === null || back === null ? [] : [{ there, back }],
  );
  const right = (value: number): number => (Math.sign(value - 0.5) + 1) / 2;
  const half = (total: number) => share(Math.floor(total), judged.length);
  const swapped = judged.map(({ there, back }) => right((there + back) / 2));
  return {
    pairs: said.length,
    failed: said.length - judged.length,
    betterFirst: told(half(sum(judged.map(({ there }) => right(there))))),
    betterSecond: told(half(sum(judged.map(({ back }) => right(back))))),
    withSwap: told(half(sum(swapped))),
    ties: judged.filter((_, at) => swapped[at] === 0.5).length,
    ordersAgree: told(
      share(
        judged.filter(({ there, back }) => Math.sign(there - 0.5) === Math.sign(back - 0.5)).length,
        judged.length,
      ),
    ),
  };
}

/** What the judges in the data reached on these very pairs: the best and the median of them, in both orders where both are there. */
function others(said: readonly PairSaid[]): { best?: string; median?: number } {
  const names = new Set(said.flatMap(({ pair }) => Object.keys(pair.judges ?? {})));
  const reached = [...names].map((name) => {
    const of = said.flatMap(({ pair }) => {
      const given = pair.judges?.[name] ?? [];
      return given.length === 0
        ? []
        : [given.reduce((total, one) => total + (one === 'chosen' ? 1 : one === 'rejected' ? -1 : 0), 0)];
    });
    return {
      name,
      value: of.length === 0 ? 0 : sum(of.map((total) => (Math.sign(total) + 1) / 2)) / of.length,
    };
  });
  const sorted = reached.toSorted((left, right) => right.value - left.value);
  if (!sorted[0]) return {};
  return {
    best: `${sorted[0].name} ${(100 * sorted[0].value).toFixed(1)} %`,
    median: Number(sorted[Math.floor(sorted.length / 2)]!.value.toFixed(3)),
  };
}

function cost({ calls, inputTokens, outputTokens, costUsd }: ChatUsage, verdicts: number) {
  const each = (total: number) => Number((total / Math.max(1, verdicts)).toPrecision(4));
  return {
    callsEach: each(calls),
    tokensEach: each(inputTokens + outputTokens),
    ...(costUsd !== null && { usdEach: each(costUsd) }),
  };
}

async function open(other?: string): Promise<ChatModel> {
  const settings = llmSettings.parse({
    ...llmFromEnvironment(process.env),
    ...(other && { model: other }),
    ...(values.record && { cassette: values.record }),
    concurrency: Number(values['at-once']),
    timeoutMs: Number(values['wait-ms']),
  });
  const { RLAR_LLM_API_KEY: apiKey } = process.env;
  return meteredChatModel(await openCompleter(settings, apiKey ? { apiKey } : {}, 'hash'));
}

function print(judge: string, set: string, measured: object): void {
  report.push({ judge, set, seed, ...measured });
  const lines = Object.entries(measured).map(
    ([name, value]) =>
      `  ${name.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  process.stdout.write(`${judge} on ${set}\n${lines.join('\n')}\n`);
}

function told({ value, low, high, of }: ReturnType<typeof share>): string {
  const percent = (part: number) => (100 * part).toFixed(1);
  return `${percent(value)} % (${percent(low)} to ${percent(high)}) of ${of}`;
}

function sum(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0);
}
