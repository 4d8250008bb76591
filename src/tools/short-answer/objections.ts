import { answersWithAnother } from '../../answers/answering-clause.ts';
import { standsInBracketsBehind } from '../../answers/in-brackets-behind.ts';
import { isOfferedAmongOthers, listsCandidates } from '../../answers/listed-candidates.ts';
import { isOfferedWithAnother } from '../../answers/offered-with-another.ts';
import { isOnlyInAnotherRole } from '../../answers/other-role.ts';
import { hasOtherSubject } from '../../answers/other-subject.ts';
import { hasTwinClauses } from '../../answers/twin-clauses.ts';
import { FUNCTION_WORDS, list, STOP_WORDS, VERBS } from '../../answers/word-lists.ts';
import { unitNamed } from '../../text/numbers/units.ts';
import { isLike } from '../../text/similar-words.ts';
import type { Alias, AnswerKey } from './answer-key.ts';
import { compareDates, readCalendarDate } from './calendar.ts';
import { listedValues } from './listed-values.ts';
import type { Measurement } from './measure.ts';
import { compareOrder } from './ordered.ts';

const ARTICLES = list('der die das den dem des ein eine un une le la el il lo');
const SUBJECTS = list('it he she they we you i people everyone everybody');
const BARE_WORDS = 9;
const OR_OR_SLASH = /\bor\b|\//;

/** @returns why a response that holds the reference is no plain answer all the same, in words; null where nothing objects */
export function objectionTo(key: AnswerKey, measurement: Measurement): string | null {
  const { named, text, best } = measurement;
  if (isOnlyInAnotherRole(named, key.prompt, best.alias.written)) return 'it is named in another role';
  if (!key.question.plural) {
    if (hasTwinClauses(named)) return 'one sentence with two answers';
    if (hasOtherSubject(named)) return 'its sentence is about something else';
    if (answersWithAnother(named)) return 'the clause that answers names something else';
    if (!key.aliases.some(({ written }) => OR_OR_SLASH.test(written)) && isOfferedWithAnother(named))
      return 'it is joined to another by "or"';
  }
  const values = listedValues(key);
  if (listsCandidates(values, text) !== null) return 'it lists candidates';
  if (isOfferedAmongOthers(values, text)) return 'it offers it as one of several';
  if (standsInBracketsBehind(named)) return 'it stands in brackets behind another name';
  if (isPartOfLongerName(key, measurement)) return 'other words stand beside it as one name';
  if (best.alias.order && compareOrder(best.alias.order, text) !== 'same')
    return 'its items stand in another order';
  if (saysLessOfDate(best.alias, measurement)) return 'it says less of the date';
  return null;
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
