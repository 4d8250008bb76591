import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readPairs } from '../../../src/admission/added-tools/preference-pairs.ts';
import { readJudge } from '../../../src/library/added-tools/read-judge.ts';
import type { ChatModel } from '../../../src/models/chat-model.ts';
import { meteredChatModel } from '../../../src/models/metered-chat-model.ts';
import { openCompleter } from '../../../src/models/open-completer.ts';
import { llmFromEnvironment, llmSettings } from '../../../src/models/settings.ts';
import { attackLive } from './ask-live.ts';
import { liveTable, liveTally, toldApart, withstood } from './live-report.ts';
import { itemsOfPairs } from './trials.ts';

/** The judges that are attacked where nobody names others: those that ask the least proof of a model. */
export const WEAKEST = ['good-response.yaml', 'demands.yaml', 'task-done.yaml'].map((name) =>
  join(import.meta.dirname, '../../../examples/judges', name),
);

export interface LiveAttack {
  /** Descriptions as `rlar judges add` takes them. */
  readonly files: readonly string[];
  /** Labelled pairs, as `rlar judges add --pairs` takes them, for judges by criteria and of pairs; else our own items. */
  readonly pairs?: string | undefined;
  /** Trials of each pattern. */
  readonly count: number;
  readonly seed: number;
  /** How many requests are open at once. */
  readonly atOnce: number;
  /** Folder for the answers, by the hashes of their requests; what stands there is not asked again. */
  readonly record?: string | undefined;
}

/**
 * Attacks judges with the model that RLAR_LLM_BASE_URL and RLAR_LLM_MODEL name, and prints what was earned.
 * @returns whether all judges withstood
 * @throws RlarError RLAR_MODEL_MISSING, RLAR_CASSETTE_…, RLAR_INVALID_CONFIG for a file that describes no judge
 */
export async function attackJudges({
  files,
  pairs,
  count,
  seed,
  atOnce,
  record,
}: LiveAttack): Promise<boolean> {
  const model = await openModel(atOnce, record);
  const items = pairs === undefined ? undefined : itemsOfPairs(readPairs(pairs));
  const told = await Promise.all(
    files.map(async (file) => {
      const spec = readJudge(readFileSync(file, 'utf8'), `${file}: `);
      const outcomes = await attackLive(model, spec, { count, seed, items, onFailed: console.error });
      const apart = toldApart(outcomes);
      const head = `${basename(file)}: without attacks it tells ${apart.apart} of ${apart.items} wrong responses from the right ones`;
      return { text: `${head}\n${liveTable(outcomes)}\n`, all: liveTally('ALL', outcomes) };
    }),
  );
  console.log(told.map(({ text }) => text).join('\n'));
  const { calls, inputTokens, outputTokens } = model.usage;
  console.log(`${model.name}: ${calls} calls, ${inputTokens + outputTokens} tokens`);
  return told.every(({ all }) => withstood(all));
}

async function openModel(concurrency: number, cassette: string | undefined): Promise<ChatModel> {
  const { RLAR_LLM_API_KEY: apiKey } = process.env;
  const settings = { ...llmFromEnvironment(process.env), ...(cassette && { cassette }), concurrency };
  const parsed = llmSettings.parse({ ...settings, timeoutMs: 3_600_000 });
  return meteredChatModel(await openCompleter(parsed, apiKey ? { apiKey } : {}, 'hash'));
}
