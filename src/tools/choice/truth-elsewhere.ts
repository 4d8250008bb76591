import type { Found } from '../../answers/grammar.ts';

/** Words that call a statement true or false, by language, as they stand behind a verb; and what turns them round. */
const TRUE_WORDS =
  'wahr richtig zutreffend korrekt vrai vraie exact exacte juste verdad verdadero verdadera cierto cierta correcto correcta ' +
  'vero vera corretto corretta giusto giusta verdade verdadeiro verdadeira certo certa correto correta верно правда правильно истина ' +
  'истинно верна waar juist doğru prawda prawdziwe prawdziwa sant sann';
const FALSE_WORDS =
  'falsch unwahr unrichtig unzutreffend inkorrekt faux fausse inexact inexacte incorrecte falso falsa incorrecto incorrecta scorretto ' +
  'scorretta errato errata sbagliato sbagliata incorreto incorreta errado errada неверно ложь ложно неправда неправильно неверна ложна ' +
  'onwaar onjuist yanlış fałsz nieprawda fałszywe falskt usann';
const SIDES = new Map([
  ...TRUE_WORDS.split(' ').map((word): [string, boolean] => [word, true]),
  ...FALSE_WORDS.split(' ').map((word): [string, boolean] => [word, false]),
]);
const VERB =
  "ist|sind|war|wäre|est|c['’]est|sont|es|está|son|è|é|são|это|является|is|zijn|jest|to|är|er|lautet|daher|also|donc|quindi|portanto|dunque|logo|entonces|значит|итак|also|antwort|réponse|respuesta|risposta|resposta|ответ|antwoord";
const TURNED = "nicht|kaum|n['’]est pas|n['’]est|pas|no es|no|non è|non|não é|não|не|niet|nie|inte|ikke";
const ADVERBS =
  'also|daher|somit|wirklich|tatsächlich|eindeutig|vraiment|donc|bien|tout à fait|totalmente|realmente|claramente|davvero|quindi|portanto|действительно|zeker|absolut';
const PREDICATE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<verb>${VERB})[\s:]{1,3})?["'«„“(*]{0,2}(?:(?<turned>${TURNED})\s+(?:(?:${ADVERBS})\s+)?|(?:${ADVERBS})\s+)?["'«„“(*]{0,2}(?<word>${[...SIDES.keys()].join('|')})(?![\p{L}\p{N}-])(?:(?<behind>["'»“”)*]{0,3}\s{0,2}(?:$|[.,;:!?—–/\n(-]|weil|denn|da\s|car\s|parce|puisque|porque|ya que|pues|perché|poiché|pois|потому|так как|omdat|want\s|ponieważ|ou\s|oder\s|o\s|y\s|e\s|и\s|или\s|d'|dass|que\s|che\s|что))|)`,
  'giu',
);
/** "Das stimmt nicht": the verb is the verdict, and it is turned behind. */
const VERDICT_VERB =
  /(?<![\p{L}])(?:stimmt|klopt|trifft(?= (?:nicht )?zu))(?<turned> (?:so )?(?:nicht|niet))?(?![\p{L}])/giu;
/** Scripts that write no spaces, and those whose endings hold the verdict. The longer and the turned ones stand first. */
const CONTINUOUS: readonly (readonly [RegExp, boolean])[] = [
  [
    /不正确|不是真的?|不对|不成立|不属实|并非真|是?错误?的|错误|(?<![\p{L}])错|(?<=[是为：:，「“"]\s?)假的?|正しくない|正しくありません|真ではない|間違い|間違って|誤り|偽|틀(?:렸|린|립|려)|거짓|사실이 아|옳지 않|맞지 않|참이 아/gu,
    false,
  ],
  [
    /(?<!不)正确|(?<![不没])对的|(?<!不)属实|(?<!不)成立|(?<=[是为：:，「“"]\s?)真的?(?!的吗)|正しい(?!かどうか)|真です|맞(?:습니다|아|는|다)|사실(?:이다|입니다)|옳(?:다|습니다)|(?<![\p{L}])참(?=입니다|이다|이에요|[\s.]|$)/gu,
    true,
  ],
  [/غير صحيح(?:ة)?|ليس(?:ت)? صحيح(?:ة|ًا)?|خاطئ(?:ة)?|خطأ|गलत|असत्य|सही नहीं|सच नहीं|झूठ/gu, false],
  [/صحيح(?:ة)?|صواب|सही(?! नहीं)|सच(?! नहीं)|सत्य/gu, true],
];

/** @returns what a text in another language than English calls true or false: "Die Aussage ist nicht wahr." gives false */
export function truthElsewhere(text: string): Found<boolean>[] {
  const found: Found<boolean>[] = [];
  for (const match of text.matchAll(PREDICATE)) {
    const { verb, turned, word, behind } = match.groups!;
    const opens = /^[\s*"'“„«(>_#-]*$/.test(text.slice(Math.max(0, match.index - 8), match.index));
    const atEnd = behind !== undefined;
    const isSlavic = /^\p{Script=Cyrillic}/u.test(word!);
    if (
      !(
        verb !== undefined ||
        (opens && atEnd) ||
        (isSlavic && atEnd) ||
        (atEnd && /(?:[,:/]|\s(?:oder|ou|o|of|y|e|и|или|lub|veya))\s?$/u.test(text.slice(0, match.index)))
      )
    )
      if (turned === undefined || !atEnd) continue;
    const side = SIDES.get(word!.toLowerCase())!;
    found.push({
      value: turned === undefined ? side : !side,
      start: match.index,
      end: match.index + match[0].length - (behind?.length ?? 0),
    });
  }
  for (const match of text.matchAll(VERDICT_VERB))
    found.push({
      value: match.groups!.turned === undefined,
      start: match.index,
      end: match.index + match[0].length,
    });
  if (/[^\x00-\u036f]/.test(text))
    for (const [pattern, value] of CONTINUOUS)
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length;
        if (!found.some((other) => match.index < other.end && other.start < end))
          found.push({ value, start: match.index, end });
      }
  return found;
}
