import type { Found, Grammar } from '../../answers/grammar.ts';
import { BOOLEANS } from '../../text/choices/booleans.ts';
import { truthElsewhere } from './truth-elsewhere.ts';

const WORD =
  /\b(?:deductively )?((?:not|isn['’]t|aren['’]t|wasn['’]t|can['’]t be|cannot be) (?:true|valid|correct|plausible)|untrue|yes|true|false|valid|invalid|correct|incorrect|plausible|implausible)(?![\w-])/gi;
const NO = /(?<=^|[\s"'“(*:,.!?—–/-])no(?![\w-])/gi;
/** What may stand behind "no" where it is the answer: a mark, an end, a reason, a pronoun; "no mammal" is something else. */
const NO_BEHIND =
  /^["'”)*\]}]{0,3}\s{0,3}(?:$|[.,;:!?—–)}\n-]|\((?![a-z]{1,3}\s)|because|since|as\b|for\b|it\b|he\b|she\b|they\b|that\b|this\b|there\b|you\b|we\b|i\b|or\b|and\b|but\b|wait|in (?:one|another)|if\b|yes\b|\/|→|->|=)/i;
const NO_BEFORE =
  /(?:^|[.!?:;,(\n"'“*—–→>=/-]|\b(?:is|are|be|was|c['’]est|es|ist|é|è|say|says|answer|answers|answered|therefore|thus|hence|so|or|and|but|then|conclude|clearly|definitely|yes|surely|oh|well|wait|it['’]s|actually))[\s"'“*(\\{]{0,4}$/i;
/** Words for yes and no, at the start of a statement or alone. */
const IDIOMS: readonly (readonly [RegExp, boolean])[] = [
  [
    /^(?:yep|yeah|yup|yea|aye|sure(?:ly)?(?! not)(?=\W{1,3}\w)|certainly(?! not)|absolutely(?! not)|definitely(?! not)|of course(?! not)|indeed(?! not)|affirmative|right|exactly|without (?:a )?doubt|no doubt|no question|beyond (?:any |a )?doubt|undoubtedly|naturally|obviously|you bet|precisely)(?![\w-])/i,
    true,
  ],
  [
    /^(?:nope|nah|nay|negative|never|not at all|by no means|no way|certainly not|absolutely not|definitely not|of course not|surely not|not really|not (?:in the )?(?:least|quite|so|exactly)|hardly|on the contrary|far from it|wrong)(?![\w-])/i,
    false,
  ],
  [
    /^(?:it|he|she|they|that|this|there|these|those)(?:['’]s)? (?:really |indeed |certainly |definitely |surely )?(?:does|do|did|is|are|was|were|can|could|will|would|has|have|had|should|may|must|might)(?: indeed| so| too)?(?=\s*(?:[.,;!]|$|because\b|since\b|as\b|so\b|by\b|thanks\b|due\b|given\b|at\b|under\b))/i,
    true,
  ],
  [
    /^(?:it|he|she|they|that|this|there|these|those)(?:['’]s)? (?:really |certainly |definitely |simply )?(?:(?:does|do|did|is|are|was|were|can|could|will|would|has|have|had|should|may|must|might)(?: not|n['’]t)|cannot|can['’]t|won['’]t)(?=\s*(?:[.,;!]|$|because\b|since\b|as\b|so\b|by\b|at\b|for\b))/i,
    false,
  ],
  [
    /^(?:是的?|对的?|正确|对|没错|会的?|可以|能|真|はい|そうです|正しい|네|예|그렇습니다|맞습니다|sí|si|oui|ja|da|да|sim|verdadero|vrai|wahr|richtig|correcto|correct[oa]|verdadeiro|vero|верно|правда|نعم|हाँ|हां|natürlich|selbstverständlich|sicher|gewiss|bien sûr|certainement|claro(?: que sí)?|por supuesto|certo|certamente|naturalmente|конечно|当然|もちろん|물론(?:입니다)?|evet|tak|ano|igen|kyllä|jo)(?=[\s.,;:!?。，！、）)—–-]|$)/iu,
    true,
  ],
  [
    /^(?:不是的?|不对|不|否|错误?|没有|不会|不能|不正确|假|いいえ|違います|正しくない|아니요|아니오|아닙니다|non|nein|нет|não|falso|faux|falsch|nee|incorrecto|neverno|неверно|ложь|لا|नहीं|hayır|nie|ne|nem|ei|nej)(?=[\s.,;:!?。，！、）)—–-]|$)/iu,
    false,
  ],
];
/** Words for yes and no of other languages where a sentence ends with them, concludes with them or lists them. */
const LATER_WORD =
  /(?<=[:：,，、/]\s{0,2}[「“]?|也|(?<!\p{L})(?:donc|est|ist|es|é|è|lautet|also|daher|deshalb|entonces|quindi|portanto|dunque|logo|就是|答案是|答案为|答えは|回答は|답은|정답은|所以|因此)\s{0,2}["'«„“「]?)(?:(oui|ja|sí|sim|да|是的?|はい|네|예)|(non|nein|não|нет|不是的?|否|いいえ|아니요|아니오))(?=["'»“”」]?(?:です|だ|입니다|이다)?\s{0,2}(?:[.,;:!?。！，、：)/]|$))/giu;
/** "Correct" says yes only where the prompt asks for that; else it praises the answer itself. */
const ASKS_CORRECT =
  /\b(?:in)?correct|\bright\b|\bwrong\b|\baccurate|\btrue\b|\bvalid|\berrors?\b|\bmistakes?\b/i;
const LATER_IDIOM =
  /(?<=[\s,;]|，|是)(?:it|that|this|he|she|they|the \w+)(?:['’]s)? (?:(?:does|do|did|is|are|was|were|can|could|will|would|has|have)(?: not|n['’]t)|cannot|can['’]t|won['’]t)(?![\w-])/gi;

/**
 * @param pair which truth words the reference is one of; for yes and no, "correct" and "right" say yes as well
 * @param prompt what is asked
 * @param others further options of the question, such as "unknown"
 * @returns the grammar of truth words: the value is the side, or the other option
 */
export function truthGrammar(
  pair: string,
  prompt: string,
  others: readonly string[] = [],
): Grammar<boolean | string> {
  const praises = pair === 'truth' && !ASKS_CORRECT.test(prompt.slice(-4_000));
  return {
    closed: true,
    same: (left, right) => left === right,
    find: (text) => withOthers(text.slice(0, 4_000), mentions(text.slice(0, 4_000), pair, praises), others),
    isBare: (line, { start, end }) =>
      !/[\p{L}\p{N}]/u.test(
        `${line.slice(0, start)} ${line.slice(end)}`.replace(
          /\b(?:or|and|maybe|perhaps|possibly|also|then|even)\b/gi,
          '',
        ),
      ),
  };
}

function withOthers(
  text: string,
  found: readonly Found<boolean>[],
  others: readonly string[],
): readonly Found<boolean | string>[] {
  if (others.length === 0) return found;
  const lower = text.toLowerCase();
  const named = others.flatMap((value) => {
    const match = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, 'u').exec(lower);
    return match ? [{ value, start: match.index, end: match.index + match[0].length }] : [];
  });
  return [...found, ...named].sort((left, right) => left.start - right.start);
}

function mentions(text: string, pair: string, praises: boolean): Found<boolean>[] {
  const found: Found<boolean>[] = [];
  const add = (start: number, end: number, value: boolean) => {
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ start, end, value });
  };
  for (const match of text.matchAll(WORD)) {
    const word = match[1]!.toLowerCase().replace(/^.*? (?=\p{L}+$)/u, 'not ');
    const truth = word === 'untrue' ? { pair: 'truth', side: false } : BOOLEANS.get(word)!;
    const end = match.index + match[0].length;
    if (truth.pair !== pair && !(pair === 'truth' && truth.pair === 'correctness')) continue;
    if (isAttribute(text, word, match.index, end)) continue;
    if (praises && truth.pair === 'correctness') continue;
    add(match.index, end, truth.side);
  }
  if (pair === 'truth') {
    for (const { start, end, value } of truthElsewhere(text)) add(start, end, value);
    for (const match of text.matchAll(NO)) {
      const end = match.index + 2;
      if (
        NO_BEHIND.test(text.slice(end, end + 16)) &&
        NO_BEFORE.test(text.slice(Math.max(0, match.index - 24), match.index))
      )
        add(match.index, end, false);
    }
    const lead = /^[\s*"'“`(#>-]*(?:well,? |so,? |oh,? |hmm,? )?/i.exec(text)![0].length;
    const body = text.slice(lead);
    for (const [pattern, side] of IDIOMS) {
      const match = pattern.exec(body);
      if (match) add(lead, lead + match[0].length, side);
    }
    for (const match of text.matchAll(LATER_WORD))
      add(match.index, match.index + match[0].length, match[1] !== undefined);
    const opening = found.find(({ start }) => start <= lead + 4);
    if (opening?.value)
      for (const match of text.matchAll(LATER_IDIOM)) add(match.index, match.index + match[0].length, false);
  }
  return found.sort((left, right) => left.start - right.start);
}

/** "The correct answer", "a valid point": said of something else. "true or false" as the question repeats it. */
function isAttribute(text: string, word: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 24);
  if (
    /^(?:correct|incorrect|true|false)$/.test(word) &&
    /^ (?:answer|option|choice|response|letter|value|solution|statement|conclusion|result|way|if|positives?|negatives?)\b/i.test(
      behind,
    )
  )
    return (
      !/\b(?:is|a|an)\s$/i.test(text.slice(Math.max(0, start - 4), start)) ||
      /^ (?:answer|option|choice|response)\b/i.test(behind)
    );
  return /^ or (?:false|no|invalid|incorrect|implausible)\?|^\/(?:false|no)\b\?/i.test(behind);
}
