import type { Reading } from '../../answers/read-response.ts';

/**
 * Finds the answer of several lines that a response gives: behind its last marker or in its last tag, else its last code
 * block, else the whole response where it has as many lines, else its last lines.
 * @param lines how many lines the reference has
 */
export function claimedBlock({ said, explicit }: Reading, lines: number): { text: string; where: string } {
  const claim = explicit.at(-1);
  if (claim) {
    const rest = claim.place === 'tag' || claim.place === 'boxed' ? claim.text : said.slice(claim.start);
    return {
      text:
        lastFence(rest) ??
        rest
          .split('\n')
          .slice(0, lines + 1)
          .join('\n'),
      where: claim.place,
    };
  }
  const fence = lastFence(said);
  if (fence !== null) return { text: fence, where: 'code' };
  return { text: said.trim().split('\n').slice(-lines).join('\n').trim(), where: 'line' };
}

function lastFence(text: string): string | null {
  const close = text.lastIndexOf('```');
  const open = close <= 0 ? -1 : text.lastIndexOf('```', close - 1);
  if (open < 0) return null;
  return text
    .slice(open + 3, close)
    .replace(/^[\w+-]{0,20}[ \t]*\n/, '')
    .replace(/\n\s*$/, '');
}
