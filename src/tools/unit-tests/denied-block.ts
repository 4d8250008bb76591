/** Words that say that a program is not the answer, in the sentence before it or the one behind it. */

/** Says of what follows that it is wrong: "Do not do this:", "This is wrong:", "A buggy version:". */
const DENIES_NEXT = [
  /^[\W_]*(?:(?:so|but|and|please|you should|one should|we should|i would|you must|also)[\s,]+)*(?:(?:do not|don['’]?t|never|not)\s+(?:ever\s+)?(?:do|use|write|copy|submit|run|try|code|implement)\s+(?:it\s+)?(?:this|that|it|so|anything like|something like|code like|the following|the (?:code|version|program|function) below|like)\b|avoid\s+(?:this|that|the following|code like|writing)\b)/iu,
  /^[\W_]*(?:❌|✗|✘)|^[\W_]*(?:wrong|incorrect|bad|buggy|broken|faulty|flawed|erroneous|not this|not like this|anti-?pattern|how not to(?: \w+){0,6}|what not to(?: \w+){0,6})[\W_]*$/iu,
  /\b(?:this|that|it|the (?:following|next|code|program|function|snippet|version|solution)(?: \w+)?|(?:code|version|snippet|program|function|solution) below|below|what follows)\s+(?:is|are|was|would be|will be|looks)\s+(?:\w+\s+){0,2}?(?:wrong|incorrect|buggy|broken|faulty|mistaken|flawed|invalid|a mistake|bad)\b/iu,
  /^[\W_]*(?:but |and |note that )?(?:this|that|it|the following(?: \w+)?|the (?:code|program|function|snippet|version|solution)(?: below)?)\s+(?:does not|doesn['’]t|won['’]t|will not|fails? to)\s+(?:work|pass|solve)/iu,
  /(?:^[\W_]*|\b(?:here(?:['’]s| is| are)|this is|below is|following is|example of|consider|look at|see)\s+)(?:an?\s+|the\s+|some\s+|my\s+)?(?:\w+\s+)?(?:wrong|incorrect|buggy|broken|faulty|flawed|failing|erroneous|bad)\s+(?:\w+\s+)?(?:code|version|solution|program|answer|attempt|implementation|approach|function|example|way|snippet)s?\b/iu,
  /^[^\p{L}]*(?!.*(?:修正|修复|改正|korrig|corri[gj]|исправ))(?:.{0,20}(?:错误|不正确|不对)(?:的)?.{0,8}|(?:不要|别)(?:这样|使用|用|写).{0,12}|.{0,20}(?:間違い|잘못).{0,8}|(?:das ist |so ist es |c['’]est |esto es |è |это )?(?:falsch|faux|incorrect[oa]|sbagliato|неправильно)|nicht so|nunca hagas esto|ne faites pas (?:ça|ceci))[^\p{L}]*$/iu,
];
/** Says so as a sentence of its own, right before the block. */
const SAYS_WRONG =
  /^[\W_]*(?:but |note that )?(?:this|the following|the next|below)(?: (?:code|program|function|snippet|version|solution|one|block|is what))?\s+(?:is|looks)\s+(?:\w+\s+){0,1}?(?:wrong|incorrect|buggy|broken|faulty)\W*$/iu;
/** Says that what follows puts something right, or speaks of another program. */
const MENDS =
  /\b(?:fix\w*|correct(?:ed|s|ing|ion|ly)?|instead|replac\w+|repair\w*|rewrit\w+|re-?wrote|debug\w*|improv\w+|better|right|working|should be|final|so|thus|therefore|hence|handl\w+|above|previous|earlier|your|to avoid)\b|✅|✓/iu;
const NOT_RIGHT = /(?:\bnot|n['’]t)\s+(?:\w+\s+){0,2}?(?:correct|right|working|work)\b/giu;

/** Takes back what stands before: "That is wrong.", "Scratch that.", "Do not use the code above." */
const TAKES_BACK_LAST =
  /^[\W_]*(?:(?:no|nope|wait|actually|hmm+|oops|sorry|but|however|edit|update|correction|on second thought)[\s,.!—–:-]+){0,3}(?:(?:that|this|it|which|(?:the|my) (?:\w+ )?(?:above|code|function|program|solution|answer|version|block|snippet)(?: above| before)?|(?:code|what i wrote) above|what i wrote)\s*(?:is|was|['’]s|looks|seems|would be)\s+(?:(?:actually|all|completely|clearly|plainly|just|simply|totally|also) )?(?:wrong|incorrect|false|buggy|broken|a mistake|mistaken|an error|not (?:right|correct)|no good|nonsense)(?!\s+(?:if|when|for|to|only|unless|in|on|where|because of)\b)|(?:scratch|strike|forget|ignore|disregard|discard)\s+(?:that|this|it|the above|all of (?:this|that)|(?:the|my) (?:\w+ )?(?:code|function|program|solution|answer|version|block)(?: above)?)|i (?:retract|withdraw|take (?:that|this|it) back)|(?:please )?(?:do not|don['’]t|never) use (?:this|that|it|the (?:code|function|program|version)? ?above)|(?:do not|don['’]t|never) (?:do|write) (?:this|that))\b(?!\s+(?:assum|restriction|case|warning))/iu;

/** Begins a sentence that turns against what stands before it. */
const TURNS = /^[\W_]*(?:no|nope|wait|actually|hmm+|oops|sorry)\b(?! (?:code|one|program))/iu;

const SENTENCE_END = /(?<=[.!?。！？])\s+|\n+/u;

function sentences(text: string): string[] {
  return text
    .slice(0, 20_000)
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim().slice(0, 400))
    .filter((sentence) => /[\p{L}❌✗✘✅✓]/u.test(sentence));
}

/** @param before the text between the block before and this one */
export function deniedBefore(before: string): boolean {
  const last = sentences(before.slice(-2_000)).at(-1)?.replace(NOT_RIGHT, 'wrong') ?? '';
  if (MENDS.test(last) || TURNS.test(last)) return false;
  const [imperative, ...others] = DENIES_NEXT;
  const names = /[.!?]$/.test(last) ? [imperative!, SAYS_WRONG] : [imperative!, ...others];
  return names.some((form) => form.test(last));
}

/**
 * @param behind the text from the end of a block to the next one
 * @param more whether there is a next one: a last sentence that denies it says nothing of the block before
 */
export function takenBackBehind(behind: string, more = false): boolean {
  const found = sentences(behind);
  return found
    .slice(0, more && deniedBefore(behind) ? Math.min(2, found.length - 1) : 2)
    .some((sentence) => TAKES_BACK_LAST.test(sentence));
}

/** @param behind the text behind the last block: its end may take back all that stands before */
export function takenBackAtLast(behind: string): boolean {
  const last = sentences(behind.slice(-2_000)).at(-1);
  return last !== undefined && TAKES_BACK_LAST.test(last);
}
