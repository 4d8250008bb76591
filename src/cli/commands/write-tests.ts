import { appendFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { writeTests } from '../../agents/test-writer/write-tests.ts';
import { type Config, loadConfig } from '../../config.ts';
import type { InputLine } from '../../intake/read-file.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { openCompleter } from '../../models/open-completer.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { promptText } from '../../spec/query.ts';
import { readQueries } from '../read-rows.ts';

const flagsShape = z.object({
  out: z.string(),
  second: z.string().optional(),
  maxCalls: z.coerce.number().int().positive().default(200),
  config: z.string().optional(),
});
/** Candidates that a test is tried on, at least. */
const LEAST = 2;

export function writeTestsCommand(program: Command): void {
  program
    .command('write-tests')
    .argument('<file>', 'rows of programming tasks without tests, with two responses or more (docs/input.md)')
    .description(
      'has tests written for tasks that have none: kept where a second author agrees and they tell the responses apart',
    )
    .requiredOption('--out <file>', 'JSONL of the rows with their tests; one without tests is left out')
    .option('--second <model>', 'the second author; by default the same model, asked apart')
    .option('--max-calls <count>', 'most calls of language models; 200 if not said')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_REQUEST', prefix: '--' });
      const config = await loadConfig(flags.config);
      const budget = { maxCalls: flags.maxCalls, maxTokens: null, maxUsd: null };
      const author = await openAuthor(config, budget);
      const second = flags.second === undefined ? author : await openAuthor(config, budget, flags.second);
      const service = await createRewardService({ home: null });
      const counts = { tasks: 0, kept: 0, tests: 0, passedOver: 0 };
      writeFileSync(flags.out, '');
      try {
        for await (const line of readQueries(file, config)) {
          const task = taskOf(line);
          if (!task) {
            counts.passedOver += 1;
            continue;
          }
          counts.tasks += 1;
          const { cases, entryPoint, language, ...facts } = await writeTests(
            author,
            second,
            task.prompt,
            async ({ case: one, ...tests }) => {
              const row = { prompt: task.prompt, responses: task.responses, tests: [one], ...namesOf(tests) };
              const rewards = await service.reward(row);
              return rewards.map(({ reward }) => (reward === null ? null : reward === 1));
            },
          );
          if (cases.length === 0) continue;
          counts.kept += 1;
          counts.tests += cases.length;
          const row = {
            prompt: task.prompt,
            responses: task.responses,
            tests: cases,
            ...namesOf({ entryPoint, language }),
          };
          appendFileSync(flags.out, `${JSON.stringify({ ...row, tests_by: facts })}\n`);
        }
      } catch (thrown) {
        if (!(thrown instanceof RlarError) || thrown.code !== 'RLAR_BUDGET_SPENT') throw thrown;
        process.stderr.write(`${thrown.message}\n`);
        process.exitCode = 1;
      } finally {
        await service.close();
      }
      const calls = author.usage.calls + (second === author ? 0 : second.usage.calls);
      process.stdout.write(
        `${counts.kept} of ${counts.tasks} tasks have tests now, ${counts.tests} in all; ${counts.passedOver} rows have tests or fewer than ${LEAST} responses; ${calls} calls\n`,
      );
    });
}

function namesOf({ entryPoint, language }: { readonly entryPoint: string; readonly language: string }) {
  return { entry_point: entryPoint, language };
}

function taskOf(line: InputLine): { readonly prompt: string; readonly responses: string[] } | null {
  if (!line.ok) return null;
  const { query, rollouts } = line.row.group;
  if (query.tests !== undefined || rollouts.length < LEAST) return null;
  return { prompt: promptText(query), responses: rollouts.map(({ text }) => text) };
}

async function openAuthor(
  { llm, texts }: Config,
  budget: { maxCalls: number; maxTokens: null; maxUsd: null },
  model?: string,
): Promise<ChatModel> {
  const { RLAR_LLM_API_KEY: apiKey } = process.env;
  const settings = model === undefined ? llm : { ...llm, model };
  return meteredChatModel(await openCompleter(settings, apiKey ? { apiKey } : {}, texts), { budget });
}
