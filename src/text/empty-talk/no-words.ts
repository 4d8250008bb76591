/** Words that name parts of a text, count them, or join such words: a sentence of these alone ("This is sentence two") says nothing. */
const META = new Set(
  (
    'sentence paragraph bullet point points item line word words text content section part response title example title heading headline ' +
    'other others thing things stuff something anything introduction conclusion intro outro main middle ending opening closing ' +
    'highlighted highlight keyword keywords placeholder postscript note body stanza verse entry letter letters dummy sample filler random generic ' +
    'bullets sentences paragraphs sections items lines ' +
    'this that is are a an the my here it there first second third fourth fifth sixth seventh eighth ninth tenth one two three four five six seven ' +
    'eight nine ten eleven twelve some more another other next last final also and of in for to with has contains be goes end start begin beginning ' +
    'i ii iii iv v vi a b c d e satz absatz punkt zeile wort erster zweiter dritter phrase paragraphe mot ligne oración párrafo palabra punto line'
  ).split(' '),
);
const LOREM = new Set(
  (
    'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud ' +
    'exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla ' +
    'pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum pellentesque vestibulum'
  ).split(' '),
);
const KEYS =
  /asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert|erty|rtyu|tyui|yuio|uiop|zxcv|xcvb|cvbn|vbnm|lkjh|kjhg|jhgf|hgfd|gfds|fdsa|poiu|oiuy|iuyt|uytr|ytre|trew|rewq|mnbv|nbvc|bvcx|vcxz|qazw|azws|wsxe|edcr|plok|okij|ijuh|uhyg|ygtf|tfrd|rdes/;
const NO_VOWEL = /^[bcdfghjklmnpqrstvwxz]{4,}$/;
const HARD = /[bcdfghjklmnpqrstvwxz]{5,}/;
const REPEATED = /^(.{1,4}?)\1{2,}$/;

/** @returns whether a sentence only names and counts parts of a text */
export function isMeta(words: readonly string[]): boolean {
  const naming = words.filter((word) => /^[\p{L}']{4,}$/u.test(word) && META.has(word)).length;
  return naming > 0 && words.every((word) => META.has(word) || /^\d+(?:st|nd|rd|th)?$/.test(word));
}

/** @returns whether most words of a sentence are of the Latin filler text of typesetters */
export function isLorem(words: readonly string[]): boolean {
  const known = words.filter((word) => LOREM.has(word)).length;
  return (
    words.length >= 4 &&
    known >= words.length * 0.7 &&
    words.filter((word) => LOREM.has(word) && word.length > 4).length >= 2
  );
}

/** @returns whether every word of a text is of the Latin filler text, however few they are */
export function isLoremAlone(words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => LOREM.has(word) && word.length > 2);
}

/** @returns whether most words of a sentence are no words of any language in Latin letters: runs of keys, no vowels */
export function isGibberish(words: readonly string[]): boolean {
  const latin = words.filter((word) => /^[a-z]{2,}$/.test(word));
  if (latin.length < 2 || latin.length < words.length * 0.8) return false;
  const strange = latin.filter(
    (word) => KEYS.test(word) || NO_VOWEL.test(word) || HARD.test(word) || REPEATED.test(word),
  );
  return strange.length >= latin.length * 0.6;
}
