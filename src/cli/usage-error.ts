import { RlarError } from '../spec/errors.ts';

/** An error of usage: wrong words on the command line, or an unsuitable file. Exit code 2. */
export class UsageError extends RlarError {}
