import type { Command } from 'commander';
import { z } from 'zod';
import { type Config, loadConfig } from '../../config.ts';
import { sharedBookOf } from '../../models/judge-model.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { openPlace } from '../library-place.ts';
import { requireHome } from '../require-home.ts';

const DAY = 86_400_000;
const flagsShape = z.object({
  olderThan: z
    .string()
    .regex(/^\d+d$/, 'days, as in 30d')
    .optional(),
  config: z.string().optional(),
});

export function judgesForgetCommand(judges: Command): void {
  judges
    .command('forget')
    .argument('[judge]', 'a judge, or one version of it as ID@VERSION; all judges by default')
    .description('erases what language models answered to judges, so that they are asked again')
    .option('--older-than <days>', 'only what is older than that, as 30d')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (judge: string | undefined, given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_REQUEST', prefix: '--' });
      const config = await loadConfig(flags.config);
      const book = sharedBookOf(requireHome(config));
      const answered = [...(await book.kept()).keys()].some(
        (name) => name === judge || name.startsWith(`${judge}@`),
      );
      if (judge !== undefined && !answered && !(await isJudge(config, judge))) {
        await book.close();
        throw new RlarError(
          'RLAR_NOT_FOUND',
          `${judge} is no judge of the library, and none that has answers`,
        );
      }
      const olderThanMs = Number.parseInt(flags.olderThan ?? '0', 10) * DAY;
      const erased = await book.erase({ ...(judge !== undefined && { judge }), olderThanMs });
      await book.close();
      process.stdout.write(`erased ${erased} answers\n`);
    });
}

async function isJudge(config: Config, judge: string): Promise<boolean> {
  const { live } = await openPlace(config, false);
  const [id, version] = judge.split('@');
  const card = live.current.get(id ?? '')?.card;
  await live.close();
  return card?.type === 'judge' && (version === undefined || card.version === version);
}
