import { RlarError } from '../spec/errors.ts';

/**
 * @returns `ask` with a bound on its calls, because pages that link to pages, or files that name files, could otherwise go
 * on for ever
 */
export function atMost(ask: typeof fetch, calls: number, what: string): typeof fetch {
  let made = 0;
  return (input, init) => {
    made += 1;
    if (made > calls) throw new RlarError('RLAR_HUB_INVALID', `${what} takes more than ${calls} requests`);
    return ask(input, init);
  };
}
