import { allCommands } from './commands.ts';
import type { Page } from './page.ts';

/** The page of all commands, made of the command line itself. */
export async function commandsPage(): Promise<Page> {
  const commands = await allCommands();
  const lines = commands.flatMap((command) => [
    `${command.path.includes(' ') ? '###' : '##'} rlar ${command.path}`,
    '',
    sentence(command.description),
    '',
    '```sh',
    command.usage,
    '```',
    '',
    ...table('argument', command.arguments),
    ...table('option', command.options),
  ]);
  const markdown = [
    '# Commands',
    '',
    'Every command with its options, as the command line itself describes them. In a clone, `npm run rlar -- ARGS` is `rlar ARGS`.',
    'Each command has `--help`. The exit code is 0 when the work is done, 1 after an error (the message says which), 2 for a command line',
    'that cannot be read, 3 when lines of the input could not be read, 4 when nothing got a reward or less than `--fail-under` asks, and',
    '130 after Ctrl-C.',
    '',
    ...lines,
  ].join('\n');
  return { path: 'commands', source: 'docs/commands.md', markdown };
}

function table(what: string, rows: readonly { name: string; description: string }[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(({ name, description }) => `| \`${cell(name)}\` | ${cell(description)} |`);
  return [`| ${what} | meaning |`, '| --- | --- |', ...cells, ''];
}

/** A table of markdown ends a cell at a bar, also within code. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
