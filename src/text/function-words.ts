import { table } from '../spec/table.ts';

/** Words by language that hardly a sentence of five words does without: articles, pronouns, prepositions, forms of "to be". */
const FUNCTION_WORDS: Readonly<Record<string, ReadonlySet<string>>> = table({
  de: of(
    'der die das den dem des ein eine einen einem einer und oder aber ist sind war waren hat haben wird werden ich du er sie es wir ihr nicht kein mit von zu zum zur im in am an auf für bei nach aus auch sich so wie dass wenn als man noch nur doch sein seine mein ihre über unter',
  ),
  fr: of(
    "le la les un une des du de et ou mais est sont était a ont il elle on nous vous ils je tu ne pas que qui dans en sur pour par avec au aux ce cette son sa ses se plus sans comme c'est d'un d'une l'on n'est",
  ),
  es: of(
    'el la los las un una unos de del y o pero es son era fue ha han que en con por para no se su sus al lo como más sin sobre entre yo tú él ella este esta muy ya cuando donde',
  ),
  it: of(
    "il lo la i gli le un uno una di del della dei e o ma è sono era ha hanno che in con per non si su da al alla come più senza io tu lui lei questo questa nel nella c'è",
  ),
  pt: of(
    'o a os as um uma de do da dos das e ou mas é são era foi tem têm que em no na nos nas com por para não se seu sua ao à como mais sem eu ele ela este esta muito quando',
  ),
  nl: of(
    'de het een en of maar is zijn was waren heeft hebben wordt ik je hij zij we ze niet geen met van te op in aan voor bij naar uit ook zich zo als dat die deze door over om er',
  ),
  sv: of(
    'den det en ett och eller men är var har hade jag du han hon vi de inte med av till på i för vid från som att om sig så när',
  ),
  en: of(
    "the a an of to in on at for with by from and or but is are was were be been it its it's this that he she they we you i not as has have had will can could would do does did his her their my your our so if who which when where how no than",
  ),
});
const FEWEST = 5;

function of(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/**
 * @param language ISO 639-1
 * @param words the text's words in lower case
 * @returns whether some words in a row hold none without which sentences of the language do not come; false for languages not known here
 */
export function lacksFunctionWords(language: string, words: readonly string[]): boolean {
  const known = FUNCTION_WORDS[language];
  return known !== undefined && words.length >= FEWEST && !words.some((word) => known.has(word));
}

/**
 * Which language short texts are in, by the words that hardly a sentence does without: letters alone mislead there.
 * @param language ISO 639-1
 * @returns `yes` where more words are of this language than of any other, `as-likely` where as many are, `no` where fewer are; null where no word tells, or this language is not known here
 */
export function isByFunctionWords(
  language: string,
  words: readonly string[],
): 'yes' | 'as-likely' | 'no' | null {
  const own = FUNCTION_WORDS[language];
  if (own === undefined) return null;
  const of = (known: ReadonlySet<string>) => words.filter((word) => known.has(word)).length;
  const most = Math.max(
    ...Object.values(FUNCTION_WORDS).flatMap((known) => (known === own ? [] : [of(known)])),
  );
  if (of(own) === most) return most === 0 ? null : 'as-likely';
  return of(own) > most ? 'yes' : 'no';
}

/** @returns whether a row of words is made of such words alone, in one of the languages known here: it says nothing */
export function areFunctionWords(words: readonly string[]): boolean {
  return (
    words.length >= FEWEST &&
    Object.values(FUNCTION_WORDS).some((known) => words.every((word) => known.has(word) || JOINS.has(word)))
  );
}
/** Conjunctions beside those that sentences hardly do without. */
const JOINS = new Set(
  'donc car or ni puis then thus yet nor also denn sondern doch aber luego pues sino ni quindi poi però dunque então pois porém dus want maar så dock'.split(
    ' ',
  ),
);
