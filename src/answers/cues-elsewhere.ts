/** Words of other languages that change what a claim beside them means; the ones of English stand in cues.ts. */

/** At the end of what stands before a value: says that it is not so. "no es", "n'est pas", "ist nicht", "non è", "не". */
const NOT_BEFORE =
  /(?:\b(?:no|nunca|jamás|tampoco) (?:es|son|era|sería|será|puede ser|vale|da)|\b(?:n['’]est|n['’]était|ne sont|ne serait|ne sera|ne peut(?: pas)?|ne vaut)(?: (?:pas|jamais|point|être)){0,2}|\b(?:non|mai) (?:è|sono|era|sarà|può essere|vale)|\b(?:não|nunca) (?:é|são|era|será|pode ser|vale)|\b(?:ist|sind|war|lautet|beträgt|kann)(?: (?:auf keinen fall|sicher|bestimmt))? (?:nicht|niemals|keinesfalls|keineswegs)|\b(?:is|zijn|was) (?:niet|nooit)|(?<!\p{L})не(?: (?:является|равен|равно|может быть))?|\b(?:to )?nie(?: jest| są)?|(?<!\p{L})ليست?|(?<!\p{L})नहीं|\bnu (?:este|e)|\binte|\bikke)\s(?:(?:la|el|le|les|die|der|das|den|il|lo|os?|as?|uma?|une?|ein[es]?|egal a|igual a|igual|égal à|option|opción|opção|buchstabe|lettre|letra|letter)\s){0,2}[\s"'“«([{$*_`]{0,4}$/iu;
/** At the start of what stands behind a value: says that it is not so. "değil", "ではない", "が아니다", "no es", "ist falsch". */
const NOT_BEHIND =
  /^["'”»)\]}*_`$\s]{0,4}(?:değil|では(?:ない|ありません|なく)|じゃない|(?:이|가|은|는) 아[니닙]|(?:no es|no son|non è|não é|n['’]est pas|ist nicht|ist (?:falsch|verkehrt)|es (?:falso|erróneo)|está mal|è (?:falso|sbagliat[oa])|é (?:falso|errad[oa])|est (?:faux|fausse|incorrect)|неверно|неправильно|—? ?это не)(?!\p{L}))/iu;

/** @returns whether what stands before a value denies it, in a language other than English */
export function deniesBefore(before: string): boolean {
  return NOT_BEFORE.test(before);
}

/** @returns whether what stands behind a value denies it, in a language other than English */
export function deniesBehind(behind: string): boolean {
  return NOT_BEHIND.test(behind);
}
