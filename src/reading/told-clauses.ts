import { type Clause, sentencesOf } from './sentences-of.ts';

type Stretch = [start: number, end: number];

/** Verbs that set a task of writing or telling, at the head of a sentence. */
const SETS_TASK =
  /^(?:[-*•–]\s|\d{1,2}[.)]\s)?\s*(?:(?:please|now|then|can you|could you|i want you to|i need you to) )*(?:writ|describ|tell|explain|compos|draft|make up|sketch|report|creat|imagin|invent|narrat|discuss|portray|depict|paint|produc|generat|design|give|talk|speak|set)\w*\b/;
const SPEAKING =
  '(?:says?|said|saying|insists?|insisted|orders?|ordered|tells?|told|claims?|claimed|believes?|believed|thinks?|decides?|decided|demands?|demanded|warns?|warned|argues?|argued|learns?|learned|knows?|knew)';
/** Nouns of what is written: what is said of one of these may be said of the answer. */
const WRITTEN =
  '(?:story|poem|text|letter|note|essay|answer|reply|response|speech|report|article|scene|song|tale|description|message|email|review|title|way|manner|fashion)';
/** Nouns of what is explained: "the difference between title case and capitals". */
const NOTION =
  'the (?:difference|use|history|rule|meaning|purpose|role|origin|function|idea|concept|notion|practice|habit)s? (?:between|of|that|for|behind)';
/** What opens a clause that tells of the subject of a text. */
const OPENS = new RegExp(
  `\\b(?:(?:in|on|of|at|for|to|by|with|under|during|about|after|from) (?:which|whom|whose)|where|whose|who|when|why|how|${NOTION}|${SPEAKING} (?:(?:the|a|an|his|her|their|its) \\w+ |him |her |them )?that|(?<!\\b(?:${WRITTEN}|so|such|sure|certain|ensure) )(?:that|which))\\b`,
  'g',
);
/** Where such a clause ends: another demand begins here. */
const ENDS =
  /[,;:()\x01]|[.!?]|\b(?:and|but|then|or|while|with no)\b(?= (?:please|also|then|do not|don|never|use|using|keep|make|let|avoid|includ|contain|mention|end|begin|start|write|give|add|put|limit|be|in|with|no)\b)|\b(?:without|using)\b/g;
/** How the form of the answer is joined to what it is to explain: "explain how tides work in three lines". */
const JOINS_FORM = /\b(?:in|with|within|as|at|no more|no fewer|exactly)\b/;
const IS_EXPLAINED = /^(?:why|how|the .*)$/;
/** Words of texts and their form: a clause with one of them may be a demand on the answer. */
const OF_THE_TEXT =
  /\b(?:words?|sentences?|paragraphs?|sections?|lines?|stanzas?|verses?|bullets?|points?|items?|lists?|characters?|letters?|syllables?|times|steps|parts|examples?|pages?|placeholders?|hashtags?|emojis?|questions?|tokens|keywords?|phrases?|headings?|titles?|columns?|rows?|tables?|vowels?|consonants?|commas?|punctuation|capitals?|capitali\w+|lower ?-?case|upper ?-?case|quot\w+|brackets?|parenthes\w+|rhym\w+|repeat\w*|mention\w*|nam(?:e|ed|ing)|appear\w*|occur\w*|contain\w*|includ\w*|us(?:e|es|ed|ing)|begin\w*|start\w*|end(?:s|ed|ing)?|writ\w+|spell\w*|texts?|stor(?:y|ies)|poems?|languages?|english|tense|tone|style|person|voice|format\w*|json|xml|html|markdown|csv)\b/;
const OF_THE_ANSWER = /\b(?:you|your|answers?|responses?|repl(?:y|ies))\b/;
/** With less than this a clause has no subject and verb, and is a mere name. */
const LEAST_WORDS = 2;
/** A text to work on, behind a colon. */
const GIVES_TEXT =
  /\b(?:correct|proofread|edit|rewrite|rephrase|paraphrase|summari[sz]e|translate|fix|improve|simplify|shorten|polish|analy[sz]e|classify|continue|punctuate)\b[^.!?:\n]{0,40}?\b(?:this|following|next)\b([^.!?:\n]{0,80}):\s{0,9}/g;
/** With one of these before the colon, no text to work on stands behind it. */
const NO_TEXT =
  /\b(?:rules?|requirements?|constraints?|conditions?|instructions?|guidelines?|criteria|restrictions?|changes?|ways?|steps?|styles?|formats?|languages|keywords?|phrases?|names|terms|points|these|those|follows|using|only|following)\b/;
/** A clause that goes on for longer is not read. */
const LONGEST = 400;
const MOST_TEXTS = 20;

/** What opens a clause about somebody, or about what is to be explained: never about the answer. */
const OF_OTHERS = new RegExp(`^(?:(?:\\w+ )?(?:who|whom|whose)|why|how|${SPEAKING} .*|${NOTION})$`);
/** What somebody wants of somebody else; the answer may be meant, or not. */
const REPORTED =
  /\b(?:wants?|wanted|asks?|asked|tells?|told|requires?|required|expects?|expected|forbids?|forbade|allows?|allowed) (?:us|me|him|her|them|(?:the |all |his |her |their )?(?!this\b|is\b)[a-z]+s) (?:not )?to\b|\b(?:i|we|he|she|they) (?:was|were|am|is|are|got) (?:told|asked|advised|required|taught) (?:not )?to\b/g;
/** What is described or reported is no part of the answer: all clauses on it tell of others. */
const OF_THE_WORLD =
  /^(?:please |now |then |can you |could you )*(?:describ|explain|report on|discuss|tell (?:me |us )?(?:about|of)|talk about|imagin|portray|depict)/;
/** How a demand begins. */
const ASKS =
  /^\s*(?:please|do not|don|never|use|write|make|keep|your?|the (?:response|answer|summary|translation|rewrite|text|result|output)|answer|respond|no|avoid|include|contain|end|begin|start|limit|give|finish|wrap|put|in|at|with|without|all|each|every|it|also|now|then|and|must|should|highlight|add|mention|let|be)\b/;
const WRITES =
  /\b(?:wr(?:ite|ites|ote|itten|iting)|answer(?:s|ed)|said|say(?:s|ing)?|speak(?:s|ing)?|spoke|print(?:s|ed)?|publish\w*|sing(?:s|ing)?|sang|pen(?:s|ned))\b/;
/** Where what is told of somebody ends at the latest. */
const STOPS =
  /[,;:.!?]|\b(?:and|but|then)\b(?= (?:please|also|then|do not|don|never|use|keep|make|let|avoid|include|contain|mention|end|begin|start|write|give|add|put|limit)\b)/g;

/**
 * Finds clauses of which it cannot be told whether they bind the answer: they tell of somebody, or of what is to be explained, and
 * speak of texts and their form ("a poet who never uses commas", "my teacher wants us to use 300 words"). Nothing that is read there
 * is a constraint, and nothing is left out.
 * @param text a folded prompt
 */
export function doubtfulClauses(text: string): Stretch[] {
  const sentences = sentencesOf(text);
  return [...behindGivenText(text, sentences), ...sentences.flatMap((sentence) => ofOthers(text, sentence))];
}

/** Sentences behind the first one of a text to work on, in its line, that ask nothing of anybody. */
function behindGivenText(text: string, sentences: readonly Clause[]): Stretch[] {
  return givenText(text, sentences).flatMap(([, given]): Stretch[] => {
    const line = text.indexOf('\n', given);
    const behind = sentences.filter(({ start, end }) => start >= given && (line < 0 || end <= line + 1));
    const asking = behind.findIndex(({ start, end }) => ASKS.test(text.slice(start, end)));
    return behind.slice(0, asking < 0 ? undefined : asking).map(({ start, end }) => [start, end]);
  });
}

function ofOthers(text: string, { start, end }: Clause): Stretch[] {
  const sentence = text.slice(start, end);
  const ofTheWorld = OF_THE_WORLD.test(sentence.trimStart());
  const openers = SETS_TASK.test(sentence.trimStart())
    ? [...sentence.matchAll(OPENS)].filter(([words]) => ofTheWorld || OF_OTHERS.test(words))
    : [];
  let from = 0;
  return [...openers, ...sentence.matchAll(REPORTED)].flatMap(({ index, 0: opener }): Stretch[] => {
    if (index < from) return [];
    const open = index + opener.length;
    const rest = sentence.slice(open, open + LONGEST);
    STOPS.lastIndex = 0;
    const close = open + (STOPS.exec(rest)?.index ?? rest.length);
    const clause = sentence.slice(open, close);
    const form = IS_EXPLAINED.test(opener) ? clause.search(JOINS_FORM) : -1;
    const about = form < 0 ? clause : clause.slice(0, form);
    if (OF_THE_ANSWER.test(clause) || !(OF_THE_TEXT.test(about) || WRITES.test(about))) return [];
    from = close;
    return [[start + index, start + close]];
  });
}

/**
 * Finds what a prompt tells and does not ask. What the subject of a task does or has to do binds nobody who answers: "a king who
 * ordered that each house must have two doors", "a school in which nobody may run", "why some scripts have no capital letters".
 * Where such a clause speaks of parts of a text, it may be a demand, and is not taken, unless it is what is to be explained. The first
 * sentence of a text to work on asks nothing either; behind it demands may stand.
 * @param text a folded prompt
 */
export function toldClauses(text: string, sentences: readonly Clause[] = sentencesOf(text)): Stretch[] {
  return [...givenText(text, sentences), ...sentences.flatMap((sentence) => toldIn(text, sentence))];
}

function toldIn(text: string, { start, end }: Clause): Stretch[] {
  const sentence = text.slice(start, end);
  if (!SETS_TASK.test(sentence.trimStart())) return [];
  const found: Stretch[] = [];
  let from = 0;
  for (const opener of sentence.matchAll(OPENS)) {
    if (opener.index < from) continue;
    const open = opener.index + opener[0].length;
    const rest = sentence.slice(open, open + LONGEST);
    ENDS.lastIndex = 0;
    const close = open + (ENDS.exec(rest)?.index ?? rest.length);
    if (close === open + LONGEST) continue;
    const isExplained = IS_EXPLAINED.test(opener[0]);
    const form = isExplained ? sentence.slice(open, close).search(JOINS_FORM) : -1;
    const until = form < 0 ? close : open + form;
    const clause = sentence.slice(open, until);
    const words = clause.match(/[\p{L}\p{N}][\p{L}\p{N}'\x02-]*/gu) ?? [];
    if (words.length < LEAST_WORDS || OF_THE_ANSWER.test(clause)) continue;
    if (OF_THE_TEXT.test(clause) && !isExplained) continue;
    found.push([start + opener.index, start + until]);
    from = until;
  }
  return found;
}

function givenText(text: string, sentences: readonly Clause[]): Stretch[] {
  const heads = [...text.matchAll(GIVES_TEXT)]
    .filter(([, tail = '']) => !NO_TEXT.test(tail))
    .slice(0, MOST_TEXTS);
  return heads.flatMap(({ index, 0: head }): Stretch[] => {
    const start = index + head.length;
    const end = sentences.find((one) => one.end > start)?.end ?? start;
    return end > start ? [[start, end]] : [];
  });
}
