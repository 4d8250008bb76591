import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { COMMANDS } from './command-table.ts';
import { EXIT, EXIT_HELP } from './exit.ts';
import { guardTerminal } from './guard-terminal.ts';
import { tellError } from './tell-error.ts';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

const program = new Command('rlar')
  .description('Rewards for RL training runs: a tailored reward function per query, with its evidence.')
  .version(version)
  .addHelpText('after', `${EXIT_HELP}\n\nThe words (slot, snapshot, record, rung, gate …): docs/words.md`)
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? EXIT.ok : EXIT.usage));

const [asked = ''] = process.argv.slice(2);
for (const [name, load] of Object.entries(COMMANDS))
  if (!Object.hasOwn(COMMANDS, asked) || name === asked) (await load())(program);

for (const stream of [process.stdout, process.stderr]) guardTerminal(stream);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
});

try {
  await program.parseAsync();
} catch (thrown) {
  tellError(thrown);
}
