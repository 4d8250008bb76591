import type { Clause } from './sentences-of.ts';

/** Verbs that set a task of writing or telling, at the head of a sentence. */
const SETS_TASK =
  /^(?:[-*•–]\s|\d{1,2}[.)]\s)?\s*(?:(?:please|now|then|can you|could you|i want you to|i need you to) )*(?:writ|describ|tell|explain|compos|draft|make up|sketch|report|creat|imagin|invent|narrat|discuss|portray|depict|paint|produc|generat|design|give|talk|speak|set)\w*\b/;
/** What opens a clause that tells of the subject of a text. */
const OPENS =
  /\b(?:(?:in|on|of|at|for|to|by|with|under|during|about|after|from) (?:which|whom|whose)|where|whose|who|when|why|how|(?:says?|said|saying|insists?|insisted|orders?|ordered|tells?|told|claims?|claimed|believes?|believed|thinks?|decides?|decided|demands?|demanded|warns?|warned|argues?|argued|learns?|learned|knows?|knew) (?:(?:the|a|an|his|her|their|its) \w+ |him |her |them )?that|(?<!\b(?:story|poem|text|letter|note|essay|answer|reply|response|speech|report|article|scene|song|tale|description|message|email|review|title|so|such|sure|certain|ensure) )(?:that|which))\b/g;
/** Where such a clause ends: another demand begins here. */
const ENDS =
  /[,;:()\x01]|[.!?]|\b(?:and|but|then|or|while|without|using|with no)\b(?= (?:please|also|then|do not|don|never|use|using|keep|make|let|avoid|includ|contain|mention|end|begin|start|write|give|add|put|limit|be|in|with|no)\b)|\b(?:without|using)\b/g;
/** Words of texts and their form, and of the one who answers: a clause with one of them may be a demand on the answer. */
const OF_THE_TEXT =
  /\b(?:words?|sentences?|paragraphs?|sections?|lines?|stanzas?|verses?|bullets?|points?|items?|lists?|characters?|letters?|syllables?|times|steps|parts|examples?|pages?|placeholders?|hashtags?|emojis?|questions?|tokens|keywords?|phrases?|headings?|titles?|columns?|rows?|tables?|vowels?|consonants?|commas?|punctuation|capitals?|capitali\w+|lower ?-?case|upper ?-?case|quot\w+|brackets?|parenthes\w+|rhym\w+|repeat\w*|mention\w*|nam(?:e|ed|ing)|appear\w*|occur\w*|contain\w*|includ\w*|us(?:e|es|ed|ing)|begin\w*|start\w*|end(?:s|ed|ing)?|writ\w+|spell\w*|answers?|responses?|repl(?:y|ies)|texts?|stor(?:y|ies)|poems?|languages?|english|tense|tone|style|person|voice|format\w*|json|xml|html|markdown|csv|you|your)\b/;
/** Between two of these a clause has a subject and a verb; less is a mere name. */
const LEAST_WORDS = 2;

/**
 * Finds what the subject of a task does or has to do: "a king who ordered that each house must have two doors", "a school in
 * which nobody may run". Its musts bind nobody who answers. Where the clause speaks of words, lines or other parts of a text, or of
 * the one who answers, it may be a demand, and is not taken.
 * @param text a folded prompt
 * @returns the spans of such clauses, in their order
 */
export function toldClauses(text: string, sentences: readonly Clause[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { start, end } of sentences) {
    const sentence = text.slice(start, end);
    if (!SETS_TASK.test(sentence.trimStart())) continue;
    let from = 0;
    for (const opener of sentence.matchAll(OPENS)) {
      if (opener.index < from) continue;
      ENDS.lastIndex = opener.index + opener[0].length;
      const close = ENDS.exec(sentence)?.index ?? sentence.length;
      const clause = sentence.slice(opener.index, close);
      const words = clause.slice(opener[0].length).match(/[\p{L}\p{N}][\p{L}\p{N}'\x02-]*/gu) ?? [];
      if (words.length < LEAST_WORDS || OF_THE_TEXT.test(clause)) continue;
      found.push([start + opener.index, start + close]);
      from = close;
    }
  }
  return found;
}
