import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { asRlarError } from '../spec/errors.ts';
import { visible } from '../text/visible.ts';
import { acquireCommand } from './commands/acquire.ts';
import { acquisitionsCommand } from './commands/acquisitions.ts';
import { admitCommand } from './commands/admit.ts';
import { assignCommand } from './commands/assign.ts';
import { benchCommand } from './commands/bench.ts';
import { checkCommand } from './commands/check.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { libraryCommand } from './commands/library.ts';
import { modelsCommand } from './commands/models.ts';
import { quickstartCommand } from './commands/quickstart.ts';
import { rescoreCommand } from './commands/rescore.ts';
import { scoreCommand } from './commands/score.ts';
import { serveCommand } from './commands/serve.ts';
import { setupCommand } from './commands/setup.ts';
import { toolsCommand } from './commands/tools.ts';
import { EXIT, EXIT_HELP } from './exit.ts';
import { styled } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

const program = new Command('rlar')
  .description('Rewards for RL training runs: a tailored reward function per query, with its evidence.')
  .version(version)
  .addHelpText('after', `${EXIT_HELP}\n\nThe words (slot, snapshot, record, rung, gate …): docs/words.md`)
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? EXIT.ok : EXIT.usage));

scoreCommand(program);
assignCommand(program);
checkCommand(program);
benchCommand(program);
explainCommand(program);
rescoreCommand(program);
ledgerCommand(program);
toolsCommand(program);
libraryCommand(program);
admitCommand(program);
serveCommand(program);
acquireCommand(program);
acquisitionsCommand(program);
modelsCommand(program);
quickstartCommand(program);
setupCommand(program);
doctorCommand(program);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
});

try {
  await program.parseAsync();
} catch (thrown) {
  const error = asRlarError(thrown);
  process.stderr.write(
    `${styled('red', error.code, process.stderr)} ${visible(error.message)}\n${visible(error.remedy)}\n`,
  );
  if (error.code === 'RLAR_INTERNAL')
    process.stderr.write(`${error.cause instanceof Error ? error.cause.stack : ''}\n`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.error;
}
