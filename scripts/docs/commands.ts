import { Command } from 'commander';
import { COMMANDS } from '../../src/cli/command-table.ts';

export interface CommandFacts {
  /** Its words after `rlar`: `ledger list`. */
  readonly path: string;
  readonly description: string;
  /** As a person types it: `rlar ledger list [options]`. */
  readonly usage: string;
  readonly arguments: readonly Described[];
  readonly options: readonly Described[];
  /** Every word that names one of its options: `--run`, `-o`. */
  readonly flags: readonly string[];
}

interface Described {
  readonly name: string;
  readonly description: string;
}

/** @returns all commands of the command line, in the order of its help; a command that has further ones comes before them */
export async function allCommands(): Promise<CommandFacts[]> {
  const program = new Command('rlar');
  for (const load of Object.values(COMMANDS)) (await load())(program);
  return program.commands.flatMap((command) => factsOf(command, []));
}

function factsOf(command: Command, above: readonly string[]): CommandFacts[] {
  const path = [...above, command.name()];
  const help = command.createHelp();
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  const own: CommandFacts = {
    path: path.join(' '),
    description: command.description(),
    usage: `rlar ${path.join(' ')} ${command.usage()}`.trim(),
    arguments: help
      .visibleArguments(command)
      .map((argument) => ({ name: argument.name(), description: help.argumentDescription(argument) })),
    options: options.map((option) => ({ name: option.flags, description: help.optionDescription(option) })),
    flags: options.flatMap(({ long, short }) => [long, short].filter((flag) => flag != null)),
  };
  return [own, ...command.commands.flatMap((below) => factsOf(below, path))];
}
