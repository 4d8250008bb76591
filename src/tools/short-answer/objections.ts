import { unitNamed } from '../../text/numbers/units.ts';
import type { Alias, AnswerKey } from './answer-key.ts';
import { answersWithAnother } from './answering-clause.ts';
import { compareDates, readCalendarDate } from './calendar.ts';
import { isOfferedAmongOthers, listsCandidates } from './listed.ts';
import type { Measurement } from './measure.ts';
import { compareOrder } from './ordered.ts';
import { hasTwinClauses } from './rivals.ts';
import { isOnlyInAnotherRole } from './roles.ts';
import { isLike } from './similar.ts';
import { hasOtherSubject } from './subject.ts';
import { FRAME_WORDS, FUNCTION_WORDS, list, STOP_WORDS } from './words.ts';

const VERBS = list(
  'is was are were be been being has have had did do does called named died born became won',
);
const ARTICLES = list('der die das den dem des ein eine un une le la el il lo');
const SUBJECTS = list('it he she they we you i people everyone everybody');
const BARE_WORDS = 9;
const FEW_WORDS = 20;

/** @returns why a response that holds the reference is no plain answer all the same, in words; null where nothing objects */
export function objectionTo(key: AnswerKey, measurement: Measurement): string | null {
  const { located, response, text, best } = measurement;
  if (isOnlyInAnotherRole(response.tokens, located.spans, text, key.prompt, best.alias.written))
    return 'it is named in another role';
  if (!key.question.plural && hasTwinClauses(located, response, text, key.question.content))
    return 'one sentence with two answers';
  const sort = { proper: best.alias.proper, numeric: best.alias.numbers.length > 0 };
  if (!key.question.plural && hasOtherSubject(key.question, located, response, text, sort))
    return 'its sentence is about something else';
  if (!key.question.plural && answersWithAnother(key.question, located, response, text, sort))
    return 'the clause that answers names something else';
  if (!key.question.plural && isOfferedWithAnother(key, measurement))
    return 'it is joined to another by "or"';
  if (listsCandidates(key, text) !== null) return 'it lists candidates';
  if (isOfferedAmongOthers(key, text)) return 'it offers it as one of several';
  if (isInBracketsBehind(key, measurement)) return 'it stands in brackets behind another name';
  if (isPartOfLongerName(key, measurement)) return 'other words stand beside it as one name';
  if (best.alias.order && compareOrder(best.alias.order, text) !== 'same')
    return 'its items stand in another order';
  if (saysLessOfDate(best.alias, measurement)) return 'it says less of the date';
  return null;
}

/** "Pell Odum (Kit Vance)": what is answered stands in front of the brackets, unless the two share a word. */
function isInBracketsBehind({ question }: AnswerKey, { located, response, text }: Measurement): boolean {
  const brackets = /^\W{0,3}([^()\n]{2,60}?)\s+\(([^()\n]{2,80})\)\W*$/.exec(text);
  if (!brackets || located.spans.length === 0) return false;
  const open = text.indexOf('(');
  const { tokens } = response;
  if (located.spans.some(({ from }) => tokens[from]!.start < open)) return false;
  const before = tokens.filter((token) => token.start < open && !STOP_WORDS.has(token.text));
  return (
    before.length > 0 &&
    before.every(
      (token) =>
        !located.keyWords.has(token.text) && !VERBS.has(token.text) && !question.content.has(token.text),
    )
  );
}

const OR =
  /^[\s"'*)]{0,4},?\s?(?:(?:or|oder|ou|oppure|или|o|u)\s|か|还是|\/\s?|\|\s?|vs\.?\s|或(?:者|是)?)/iu;
const OR_BEFORE =
  /(?:(?:^|\s)(?:or|oder|ou|oppure|или|o|u)\s|\s?\/\s?|\s?\|\s?|\svs\.?\s|或(?:者|是)?)["'*(]{0,3}(?:the |an? |der |die |das |la |le |el |l['’])?$/iu;

/** "Canberra or Sydney?": everywhere that it stands, a word of another answer stands beside it behind "or". */
function isOfferedWithAnother(
  { question, aliases }: AnswerKey,
  { located, response, text }: Measurement,
): boolean {
  const { tokens } = response;
  if (located.spans.length === 0 || tokens.length > FEW_WORDS) return false;
  if (aliases.some(({ written }) => /\bor\b|\//.test(written))) return false;
  const isAnother = (at: number) => {
    const word = tokens[at]?.text;
    return (
      word !== undefined &&
      !STOP_WORDS.has(word) &&
      !FRAME_WORDS.has(word) &&
      !question.content.has(word) &&
      !located.keyWords.has(word)
    );
  };
  return located.spans.every(({ from, to }) => {
    const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end];
    if (/^\s?(?:か|还是|或)/.test(text.slice(end, end + 4))) return true;
    if (OR.test(text.slice(end, end + 12)))
      return isAnother(to + (/^(?:or|か)$/.test(tokens[to]?.text ?? '') ? 1 : 0)) || isAnother(to + 2);
    if (!OR_BEFORE.test(text.slice(Math.max(0, start - 16), start))) return false;
    return isAnother(from - 1) || isAnother(from - 2) || isAnother(from - 3);
  });
}

/** A bare answer that holds the reference with other words right beside it: "Papua New Guinea", "iron tin". */
function isPartOfLongerName(
  { question, passage }: AnswerKey,
  { located, response, text, best }: Measurement,
): boolean {
  const { tokens } = response;
  if (!located.whole || tokens.length > BARE_WORDS || tokens.some((token) => VERBS.has(token.text)))
    return false;
  const covered = new Set<number>();
  for (const { from, to } of located.spans) for (let at = from; at < to; at += 1) covered.add(at);
  const isOther = (at: number) => {
    const word = tokens[at]?.text;
    return (
      word !== undefined &&
      !covered.has(at) &&
      (!best.alias.proper || /^[\p{Lu}\d]/u.test(text.slice(tokens[at]!.start))) &&
      !STOP_WORDS.has(word) &&
      !question.content.has(word) &&
      !(question.foreign && FUNCTION_WORDS.has(word)) &&
      !isHarmlessSign(text, tokens[at]!.start, at >= located.spans[0]!.to) &&
      ![...question.content].some((asked) => isLike(word, asked)) &&
      !isVerb(at) &&
      !(
        best.alias.numbers.length > 0 &&
        (/^(?:degree|c|f|percent)$/.test(word) || unitNamed(word) !== null)
      ) &&
      !(question.foreign && ARTICLES.has(tokens[at - 1]?.text ?? '')) &&
      !(/^\p{Ll}/u.test(text.slice(tokens[at]!.start)) && passage.includes(word)) &&
      !located.keyWords.has(word)
    );
  };
  // "Japan uses the yen": a small word with a verb's ending behind a word of the question or a pronoun.
  const isVerb = (at: number) => {
    const before = tokens[at - 1]?.text;
    return (
      before !== undefined &&
      /^\p{Ll}+(?:s|ed|t)(?!\p{L})/u.test(text.slice(tokens[at]!.start, tokens[at]!.end + 1)) &&
      (question.content.has(before) || SUBJECTS.has(before) || STOP_WORDS.has(before))
    );
  };
  return located.spans.some(({ from, to }) => {
    const beside = (left: number, right: number) =>
      !/[,;:\n()]|[.!?]\s/.test(text.slice(tokens[left]!.end, tokens[right]!.start));
    const joins =
      /^(?:of|with|from|in|for)$/.test(tokens[from - 1]?.text ?? '') &&
      !best.alias.proper &&
      best.alias.numbers.length === 0;
    const before = (isOther(from - 1) || (joins && isOther(from - 2))) && beside(from - 1, from);
    const behind = isOther(to) && beside(to - 1, to);
    return behind || (before && !(question.asks === 'who' && best.alias.words.length === 1));
  });
}

/** Signs of scripts without spaces that stand beside a name and are no part of it: "北京市", "作者是…". */
function isHarmlessSign(text: string, at: number, behind: boolean): boolean {
  return behind
    ? /^(?:[市省国國县縣州人氏的吗呢了写寫著所]|です|でした|だ|さん|が|は|を|입니다|이다|이에요|예요|은|는|이|가)/u.test(
        text.slice(at, at + 4),
      )
    : /[家人者员員是为為叫在于於的由の]$|(?:은|는|は|が|、)\s?$/u.test(
        text.slice(Math.max(0, at - 2), at + 1),
      );
}

function saysLessOfDate(alias: Alias, { response }: Measurement): boolean {
  const wanted = readCalendarDate(alias.words);
  if (!wanted || wanted.day === null) return false;
  const words = response.tokens.map((token) => token.text);
  const said = words.length <= 12 ? readCalendarDate(words) : null;
  return said !== null && compareDates(wanted, said) !== 'same';
}
