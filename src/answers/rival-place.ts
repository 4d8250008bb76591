import { LOOKS_AGAIN, TAKES_BACK } from './cues.ts';
import type { Reading } from './read-response.ts';

/** Whether another place made for answers holds another answer that nothing takes back. */
export function hasRivalPlace({ explicit, said }: Reading, isAnswer: (text: string) => boolean): boolean {
  const last = explicit.at(-1)!;
  const isSame = (text: string) => isAnswer(text.split('\n')[0]!);
  return (
    explicit.length > 1 &&
    isSame(last.text) &&
    explicit.slice(0, -1).some((claim) => {
      const between = said.slice(claim.start, last.from);
      return (
        claim.place === last.place &&
        claim.text.length < 200 &&
        !isSame(claim.text) &&
        !LOOKS_AGAIN.test(between) &&
        !TAKES_BACK.test(between)
      );
    })
  );
}
