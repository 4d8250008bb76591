/**
 * Exit codes of the command line. `badLines`: the command did its work, but lines of the input could not be read.
 * `noReward`: nothing got a reward, or less than `check --fail-under` asks.
 */
export const EXIT = { ok: 0, error: 1, usage: 2, badLines: 3, noReward: 4, interrupted: 130 } as const;

/** For `--help`. */
export const EXIT_HELP = `
Exit codes: 0 done · 1 an error, which the message names · 2 wrong words on the command line · 3 done, but lines of the
input could not be read · 4 nothing got a reward, or less than --fail-under asks · 130 interrupted`;
