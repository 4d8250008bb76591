import type { Command } from 'commander';
import { z } from 'zod';
import { queryRubric } from '../../agents/rubric-writer/query-rubric.ts';
import { type Config, loadConfig } from '../../config.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { type JudgeModel, sharedBookOf } from '../../models/judge-model.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { openCompleter } from '../../models/open-completer.ts';
import { RlarError } from '../../spec/errors.ts';
import { type Criterion, judgeSpec } from '../../spec/judge-spec.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { rubricKey } from '../../tools/judge/desk.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { judgeModelOf } from '../judge-page.ts';
import { readQueries } from '../read-rows.ts';
import { requireHome } from '../require-home.ts';

const flagsShape = z.object({
  judge: z.string().regex(/^[a-z][a-z0-9-]*$/, 'the id of a judge'),
  maxCalls: z.coerce.number().int().positive().default(200),
  maxUsd: z.coerce.number().positive().optional(),
  config: z.string().optional(),
});

export function judgesRubricsCommand(judges: Command): void {
  judges
    .command('rubrics')
    .argument('<file>', 'rows of queries (docs/input.md)')
    .description(
      'has a rubric written for each query of a file, for a judge with perQuery; nothing is written while rollouts are scored',
    )
    .requiredOption('--judge <id>', 'the judge that is to use them')
    .option(
      '--max-calls <count>',
      'most calls of language models, the tries of rubrics included; 200 if not said',
    )
    .option('--max-usd <dollars>', 'most US dollars; needs llm.price')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_REQUEST', prefix: '--' });
      const config = await loadConfig(flags.config);
      const queries = await distinctQueries(file, config);
      const book = sharedBookOf(requireHome(config));
      const counts = { written: 0, tried: 0, dropped: 0, there: 0 };
      const model = await openWriter(config, flags);
      try {
        for (const [at, query] of queries.entries()) {
          const key = rubricKey(flags.judge, query);
          if ((await book.chosen(key)) !== null) {
            counts.there += 1;
            continue;
          }
          const other =
            queries.find((one, index) => index !== at && one.references[0])?.references[0] ?? null;
          const made = await queryRubric(
            model,
            query,
            (criteria) => triedJudge(criteria, judgeModelOf(config), model),
            other,
          );
          counts.tried += Number(made.tried);
          if (made.criteria === null) counts.dropped += 1;
          else {
            await book.choose(key, JSON.stringify(made.criteria));
            counts.written += 1;
          }
        }
      } catch (thrown) {
        if (!(thrown instanceof RlarError) || thrown.code !== 'RLAR_BUDGET_SPENT') throw thrown;
        process.stderr.write(`${thrown.message}; the same command with more goes on from here\n`);
        process.exitCode = 1;
      } finally {
        await book.close();
        const { calls, inputTokens, outputTokens, costUsd } = model.usage;
        const cost = costUsd === null ? '' : `, ${costUsd.toFixed(4)} US dollars`;
        process.stdout.write(
          `${counts.written} rubrics written, ${counts.tried} tried on the reference, ${counts.dropped} dropped, ${counts.there} there before; ${calls} calls, ${inputTokens + outputTokens} tokens${cost}\n`,
        );
      }
    });
}

async function openWriter({ llm, texts }: Config, { maxCalls, maxUsd }: z.infer<typeof flagsShape>) {
  const { RLAR_LLM_API_KEY: apiKey } = process.env;
  const completer = await openCompleter(llm, apiKey ? { apiKey } : {}, texts);
  const budget = { maxCalls, maxTokens: null, maxUsd: maxUsd ?? null };
  return meteredChatModel(completer, { ...(llm.price && { price: llm.price }), budget });
}

/** A judge with the rubric of one query; its questions are asked of the writer's model, within the same budget. */
function triedJudge(
  criteria: readonly Criterion[],
  model: JudgeModel,
  asked: Awaited<ReturnType<typeof openWriter>>,
) {
  const spec = judgeSpec.parse({ judges: 'rubric', id: 'tried', criteria, apart: false });
  const { record } = judgeRecord(spec, model);
  return judgeTool(record.declaration, spec, async () => asked);
}

async function distinctQueries(file: string, config: Config): Promise<ToolQuery[]> {
  const found = new Map<string, ToolQuery>();
  for await (const line of readQueries(file, config)) {
    if (!line.ok) continue;
    const query = toolQueryOf(line.row.group.query);
    found.set(rubricKey('', query), query);
  }
  return [...found.values()];
}
