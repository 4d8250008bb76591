import type { Command } from 'commander';

/** The user's settings for the runs of a command. */
export interface RunPolicyFlags {
  readonly allowProvisional?: boolean;
  readonly formOnly?: boolean;
  readonly bareCheckers?: boolean;
  readonly partialCredit?: boolean;
  readonly parReferences?: string;
  readonly config?: string;
}

/** Adds the options that say what holds for runs, for commands that begin some. */
export function withRunPolicy(command: Command): Command {
  return command
    .option('--allow-provisional', 'also route to provisional tools: those with a gate that could not run')
    .option(
      '--form-only',
      'pay for the form that a prompt asks for, also where its question has a right answer',
    )
    .option('--bare-checkers', 'constraint checkers decide alone, without the guard that floors empty form')
    .option(
      '--partial-credit',
      'the share of tests, calls or constraints that is right, in place of all or nothing',
    )
    .option(
      '--par-references <file>',
      'rows with prompts and what a base policy answered: rewards of the shape par stand beside these',
    )
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml');
}
