/** What is done to a text so that one result alone is right, to the letter. */
const OPERATIONS = [
  String.raw`\b(?:reverse|unscramble|rearrange|alphabeti[sz]e|concatenate|capitali[sz]e|encrypt|decrypt|encode|decode|interleave|transpose)\b`,
  String.raw`\bsort\b[^.?!\n]{0,60}\b(?:words?|names?|letters?|list|items?|alphabetical\w*|ascending|descending)\b`,
  String.raw`\b(?:snake|camel|kebab|pascal|title|upper|lower)[ _-]?case\b`,
  String.raw`\b(?:last|first|second|third|capital|every \w+) letters?\b|\bbackwards?\b|\bplurals? of\b|\binitials of\b|\bletters?\b[^.?!\n]{0,40}\b(?:alphabet|comes? (?:\w+ )?(?:after|before))\b`,
  String.raw`\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) (?:word|letter|character|digit|line)\b`,
  String.raw`\b(?:upper|lower|capital|small|block) letters?\b|\bcapitals\b`,
  String.raw`\b(?:remove|delete|drop|strip|replace|extract|keep) (?:all |every |the |each )?(?:\w+ ){0,2}(?:vowels?|consonants?|digits?|letters?|characters?|spaces?|punctuation|duplicates?|words?)\b`,
  String.raw`\b(?:caesar|rot-?13|base64|morse|ascii|hex(?:adecimal)?|iso[ -]?8601|csv|tsv|yaml|12-hour|24-hour|roman numerals?)\b`,
  String.raw`\b(?:kehre|dreh\w*)\b[^.?!\n]{0,60}\bum\b|\b(?:umgekehrt\w*|rückwärts|alphabetisch|großbuchstaben|kleinbuchstaben)\b`,
  String.raw`\b(?:à l'envers|invers[ez]|inviert[ea]|inverte|al revés|ao contrário|alfab[eé]tic\w*|alphabétique|majuscules?|mayúsculas?|maiúsculas?)\b`,
  '反转|倒序|按字母|倒过来|逆順|逆さ|アルファベット順|거꾸로|наоборот|в обратном порядке|по алфавиту|اعكس|उल्टा',
];
const CHANGES = new RegExp(OPERATIONS.join('|'), 'iu');
/** To explain an operation, or to write a program for it, is another task. */
const OTHER_TASK =
  /\b(?:explain|why|what is (?:a|an|the difference)|function|program|script|story|poem|essay|who|when did)\b/i;
const READ = 1_500;

const CASE =
  /\b(?:snake|camel|kebab|pascal|title|upper|lower)[ _-]?case|\b(?:upper|lower|capital|small|block) letters?\b|\bcapitals?\b|\bcapitali[sz]e|großbuchstaben|kleinbuchstaben|majuscules?|minuscules?|mayúsculas?|minúsculas?|maiúsculas?/i;

/** Whether the rule is about capitals, so that they count in the result. */
export function changesCase(prompt: string): boolean {
  return CASE.test(prompt.slice(0, READ));
}

/** Whether a prompt has a text changed by a rule, with one result: reversed, sorted, encoded, put in another form. */
export function changesText(prompt: string): boolean {
  const head = prompt.slice(0, READ);
  return CHANGES.test(head) && !OTHER_TASK.test(head);
}
