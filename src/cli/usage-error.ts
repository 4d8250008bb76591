import { RlarError } from '../spec/errors.ts';

/** An error in what was asked for: the words of the command line, or a file that cannot serve it. Exit code 2. */
export class UsageError extends RlarError {}
