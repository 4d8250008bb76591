/** Words that join others to a sentence. Prepositions of place are left out: they stand in lists of random words too. */
const JOINING = new Set(
  (
    "the a an of to in on at for with by from and or but is are was were be been being it its it's this that these those he she they we you i not as has have had will can could would should do does did " +
    'his her their my our your me him them us so if who which when where how why what all no there than because while into then every each some any more most until only just let must nor ' +
    "don't can't won't i'm you're we're they're isn't aren't that's there's what's i've let's"
  ).split(' '),
);

/**
 * @param text the sentence as it stands
 * @param words its words in lower case
 * @returns whether English letters in a row, long enough for a sentence and without the commas of a list, hold no word that joins them
 */
export function isSalad(text: string, words: readonly string[]): boolean {
  if (words.length < 6 || /[,;:|/()=–—]|[-+]\s/.test(text)) return false;
  return words.every((word) => /^[a-z']+$/.test(word)) && !words.some((word) => JOINING.has(word));
}
