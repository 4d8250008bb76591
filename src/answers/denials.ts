import { DENIED_BEFORE, DENIED_BEHIND, NEVER_WOULD } from './cues.ts';
import { deniesBefore, deniesBehind } from './cues-elsewhere.ts';
import type { Found } from './grammar.ts';
import { JOINED } from './joined.ts';

/** Which values a text denies, by the words before and behind each; a list that is joined shares its denial. */
export function denials<Value>(text: string, lead: string, found: readonly Found<Value>[]): boolean[] {
  const denied = found.map(({ start, end }) => {
    const before = clauseBefore(text, lead, start);
    const next = found.find((other) => other.start >= end)?.start;
    return isDeniedBefore(before) || isDeniedBehind(upTo(text, end, next));
  });
  for (let index = 1; index < found.length; index += 1) {
    const between = text.slice(found[index - 1]!.end, found[index]!.start);
    if (between.length > 40 || !JOINED.test(between)) continue;
    if (denied[index - 1] && isDeniedBefore(clauseBefore(text, lead, found[index - 1]!.start)))
      denied[index] = true;
  }
  let behind = false;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const { end } = found[index]!;
    const next = found[index + 1];
    const between = next ? text.slice(end, next.start) : '';
    behind =
      isDeniedBehind(upTo(text, end, next?.start)) ||
      (behind && between.trim() !== '' && between.length <= 40 && JOINED.test(between));
    if (behind) denied[index] = true;
  }
  return denied;
}

/** What stands behind a value, up to the next one, in whose place a letter stands: "C, no A" does not end with "no". */
function upTo(text: string, end: number, next: number | undefined): string {
  if (next === undefined || next - end > 60) return text.slice(end, end + 60);
  return `${text.slice(end, next)}X`;
}

function clauseBefore(text: string, lead: string, at: number): string {
  const before = (lead + text.slice(0, at)).slice(-80);
  const stop = before.search(/(?:[.;?\n]|!(?!=))(?:[^.;?!\n]|!=)*$/);
  return stop < 0 ? before : before.slice(stop + 1);
}

/** "It did not take in 1352 dollars": whatever the verb. "Not only" and bounds deny nothing of the value. */
const DID_NOT =
  /\b(?:did|does|do|has|have|had)(?: not|n['’]t) (?!(?:only|just|exceed|need|want|have to|matter)\b)(?:(?!(?:only|more|less|fewer|than|until|before|if|but|because|since|when|as|so)\b)\p{L}{1,14} ){1,3}[^\p{L}\p{N}.,;:!?]{0,4}$/iu;

/** The same in other languages: "no cuesta 30", "ne coûte pas 30". */
const DID_NOT_ELSEWHERE =
  /(?:\bno (?:cuesta|vale|tiene|queda|quedan|hay|pesa|mide|recorre|gana|costó|necesita|son|es)|\b(?:ne |n['’])\p{L}{2,12} pas|\bnon \p{L}{3,12}|\bnão \p{L}{2,12}|(?<!\p{L})не \p{L}{2,14})\s[^\p{L}\p{N}.,;]{0,3}$/iu;

function isDeniedBefore(before: string): boolean {
  const bare = before.replace(/\\(?:boxed|fbox|text|textbf|mathrm)\s?\{/g, ' ');
  return (
    DENIED_BEFORE.test(bare) ||
    NEVER_WOULD.test(bare) ||
    DID_NOT.test(bare) ||
    DID_NOT_ELSEWHERE.test(bare) ||
    deniesBefore(bare)
  );
}

function isDeniedBehind(behind: string): boolean {
  return DENIED_BEHIND.test(behind) || deniesBehind(behind);
}
