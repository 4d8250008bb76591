import { takesBack } from '../../answers/takes-back-form.ts';

/** How far around a call the words are read that say whether it is made. */
const REACH = 240;

const DENIED =
  /\b(?:not|never|\w+n['’]t|cannot|without|instead of|rather than|refus\w+|avoid\w*|declin\w+|no need|unable|nicht|keine?[nmrs]?|ohne|pas|jamais|sans|sin|nunca|senza|não|nem|не|нельзя|без)\b|不|没有|别|なく|ない/giu;
/** Words that make of a call something that is spoken of. */
const SPOKEN_OF =
  /\b(?:would|could|might|may|if|example|examples|e\.g\.|for instance|such as|like this|looks? like|format|syntax|hypothetical\w*|wrong|incorrect|invalid|mistake\w*|previous(?:ly)?|earlier|ignore|cancel\w*|once you|when you|will be (?:made|sent|run|called|executed)|dry run|nothing is|pseudo\w*|simulat\w+|mock\w*|draft|system|called|failed|suppose|imagine|(?:should|shall|may|can) i|do you want me to|would you like me to|said|says|wrote|asked|asks|user|prompt|zum beispiel|par exemple|por ejemplo)\b|例如|たとえば/iu;
const TAKEN_BACK =
  /^["'`”’)\]\s]{0,6}(?:,|;|—|–|-|\.|\.\.\.)?\s{0,3}(?:but|no\b|not\b|is not|isn't|was|would|wouldn't|should|could|might|scratch|cancel|ignore|never ?mind|wait|on second thought|i (?:will|would|do|did|can|could|should) ?(?:not|n't)|i (?:won't|don't|can't|cannot|refuse)|is (?:wrong|what|how|only|just|an? (?:example|wrong|bad)))/iu;

/** What follows a call says that it is not made. */
const REFUSED =
  /^[^.!?\n]{0,40}\b(?:but|however|though|yet|aber|mais|pero)\b[^.!?\n]{0,30}\b(?:refus\w*|declin\w*|(?:will|can|do|did|shall|am|have) ?(?:not|n['’]t)|won['’]t|can['’]t|don['’]t|cannot|nicht|pas|no lo)\b/iu;

const CALLS =
  /\b(?:call\w*|us(?:e|es|ing)|run\w*|mak(?:e|ing)|invok\w+|execut\w+|send\w*|emit\w*|do|need|aufruf\w*|nutzen|benutz\w*|verwend\w*|appel\w*|utilis\w*|llam\w*|usar\w*|chiam\w*|cham\w*)\b|вызыв|вызов|调用|使用|呼/iu;
const EXAMPLE =
  /\b(?:example|e\.g\.|for instance|would (?:be|have|look|call|use|write|send|make|run|do|say)|if i (?:were|could|had|was))\b/iu;

/**
 * @param marked whether a dialect's marks say that this is a call; then only a denial of the call counts, or that it is an example
 * @returns whether the text makes the call that stands from `start` to `end`: it is not denied, spoken of, quoted, or commented out
 */
export function isMade(text: string, start: number, end: number, marked: boolean): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  if (isQuoted(before, after) || isCommented(before, after)) return false;
  const leading = clauseBefore(before);
  const isDenied = (leading.match(DENIED)?.length ?? 0) % 2 === 1;
  if (marked)
    return (
      !(isDenied && CALLS.test(leading)) &&
      !EXAMPLE.test(leading) &&
      !takesBack(behind(after)) &&
      !REFUSED.test(behind(after))
    );
  return !isDenied && !SPOKEN_OF.test(leading) && !TAKEN_BACK.test(after) && !takesBack(behind(after));
}

/** What follows a call, up to the next mark of a call or of a turn. */
function behind(after: string): string {
  return after
    .replace(/^(?:\s|<\/?[\w:|▁｜]+>|<[|｜][^<>]{1,40}[|｜]>|```)+/u, '')
    .replace(/[<[{][\s\S]*$/, '');
}

const CLAUSE = /\n|[.!?;>]\s|>|[,，]\s*(?:so|but|let|then|and|therefore|thus|i|we|also|daher|donc)\b/giu;

/** The clause that leads to a call: on its line, or on the line above where that ends in a colon. */
function clauseBefore(before: string): string {
  const line = before.replace(/```\w{0,12}\s*$/u, '');
  const text = line.trimEnd();
  if (/\n\s*$/.test(line) && !/[:：]$/.test(text)) return '';
  let from = 0;
  for (const { index } of text.matchAll(CLAUSE)) from = index + 1;
  return text.slice(from);
}

function isQuoted(before: string, after: string): boolean {
  if (/(?:^|\n)[ \t]*>[^\n>]{0,20}$/.test(before)) return true;
  if (before.endsWith('~~') && after.startsWith('~~')) return true;
  const left = /[`"'“‘«]$/.exec(before)?.[0];
  if (left === undefined || before.endsWith('```')) return false;
  const right = { '`': '`', '"': '"', "'": "'", '“': '”', '‘': '’', '«': '»' }[left] ?? left;
  return after.startsWith(right) && (before.trim().length > 1 || after.trim().length > 1);
}

function isCommented(before: string, after: string): boolean {
  if (/(?:^|\n)[ \t]*(?:#|\/\/)[^\n]*$/.test(before)) return true;
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->') && after.includes('-->')) return true;
  return before.lastIndexOf('/*') > before.lastIndexOf('*/') && after.includes('*/');
}
