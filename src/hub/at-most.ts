import { RlarError } from '../spec/errors.ts';

/** @returns `ask`, ending after a number of calls what would else never end: pages that follow pages, files that name files */
export function atMost(ask: typeof fetch, calls: number, what: string): typeof fetch {
  let made = 0;
  return (input, init) => {
    made += 1;
    if (made > calls) throw new RlarError('RLAR_HUB_INVALID', `${what} takes more than ${calls} requests`);
    return ask(input, init);
  };
}
