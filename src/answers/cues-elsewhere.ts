/** Words of other languages that change what a claim beside them means; the ones of English stand in cues.ts. */

/** At the end of what stands before a value: says that it is not so. "no es", "n'est pas", "ist nicht", "non è", "не". */
const NOT_BEFORE =
  /(?:\b(?:no|nunca|jamás|tampoco) (?:es|son|era|sería|será|puede ser|vale|da)|\b(?:n['’]est|n['’]était|ne sont|ne serait|ne sera|ne peut(?: pas)?|ne vaut)(?: (?:pas|jamais|point|être)){0,2}|\b(?:non|mai) (?:è|sono|era|sarà|può essere|vale)|\b(?:não|nunca) (?:é|são|era|será|pode ser|vale)|(?<!\p{L})não|\b(?:ist|sind|war|lautet|beträgt|kann)(?: (?:auf keinen fall|sicher|bestimmt))? (?:nicht|niemals|keinesfalls|keineswegs)|\b(?:is|zijn|was) (?:niet|nooit)|(?<!\p{L})не(?: (?:является|равен|равно|может быть))?|\b(?:to )?nie(?: jest| są)?|(?<!\p{L})ليست?|(?<!\p{L})नहीं|\bnu (?:este|e)|\binte|\bikke)\s(?:(?:la|el|le|les|die|der|das|den|il|lo|os?|as?|uma?|une?|ein[es]?|egal a|igual a|igual|égal à|option|opción|opção|buchstabe|lettre|letra|letter)\s){0,2}[\s"'“«([{$*_`]{0,4}$/iu;
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

const PEOPLE = `(?:(?:mucha|la|alguna) gente|muchos|algunos|la mayoría|viele(?: leute| menschen)?|manche|einige|die meisten|man|beaucoup(?: de gens)?|certains|la plupart|les gens|on|molti|alcuni|la maggior parte|la gente|muitos|muita gente|alguns|a maioria|многие|некоторые|люди|veel mensen|sommigen)`;
const THINK = `(?:piensan?|creen?|dicen?|suponen?|denken|denkt|glauben|glaubt|meinen|meint|halten|sagen|vermuten|pensent|pense|croient|croit|disent|dit|pensano|pensa|credono|crede|dicono|acham|acha|pensam|acreditam|dizem|думают|считают|говорят|полагают|denken|zeggen)`;
/** Says that others hold it: "mucha gente piensa que", "viele glauben", "很多人以为". */
export const HELD_ELSEWHERE = new RegExp(
  `(?<!\\p{L})${PEOPLE}(?: \\p{L}{2,12}){0,2} ${THINK}(?!\\p{L})|(?:很多人|许多人|有人|人们|大家)(?:都|常)?(?:认为|以为|觉得|说)|多くの人|と思われ(?:がち|て)|많은 사람`,
  'iu',
);
/** Opens a clause that concedes something; what it holds is not claimed, and what stands behind its comma is. */
export const CONCEDES =
  /(?:^|[.;:!?]\s)[\s*_"“]{0,4}(?:while|although|though|even though|even if|whereas|despite|aunque|si bien|mientras(?: que)?|obwohl|während|auch wenn|wenngleich|bien que|même si|alors que|quoique|mentre|sebbene|anche se|benché|embora|ainda que|хотя|hoewel|虽然|尽管)(?!\p{L})/iu;
