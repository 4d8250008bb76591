import { asRlarError } from '../spec/errors.ts';
import { visible } from '../text/visible.ts';
import { EXIT } from './exit.ts';
import { styled } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Ends a command with an error: it is written to the error output with its remedy, and sets the exit code. */
export function tellError(thrown: unknown): void {
  const error = asRlarError(thrown);
  process.stderr.write(
    `${styled('red', error.code, process.stderr)} ${visible(error.message)}\n${visible(error.remedy)}\n`,
  );
  if (error.code === 'RLAR_INTERNAL')
    process.stderr.write(`${error.cause instanceof Error ? error.cause.stack : ''}\n`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.error;
}
