import { NEGATION } from '../../answers/cues.ts';

const AUXILIARIES = new Set(
  'is are was were does do did can could will would has have had should may might must am be been'.split(' '),
);
const IGNORED = new Set(
  'number person thing the a an it that this true answer yes or no in of to please question following statement really so indeed always ever every all each any also'.split(
    ' ',
  ),
);

/** "Ungrammatical" says no to "Is it grammatical?". */
const PREFIXES = ['un', 'in', 'im', 'il', 'ir', 'non', 'dis'];

/** "By the rule it can't." and "No blip can be one." deny what is asked. */
const DENIES =
  /^[^.!?\n]{0,80}\b(?:it|he|she|they|that|this|one|you|we)\s+(?:(?:can|could|does|do|did|is|are|was|were|will|would|has|have|may|must|should)(?:n['’]t| not)|cannot|can['’]t|won['’]t)(?=\s*(?:[—–.,;:]|$))|^no \p{L}+ (?:can|could|is|are|was|were|will|would|has|have|does|do|did|may|must)\b/iu;

/** "Question: is the pool open in winter", without a mark. */
const UNMARKED = /(?:^|\n)\s*question:\s*([^.!?\n]{3,300})\s*$/i;
const EVERY_NEGATION = new RegExp(NEGATION.source, `g${NEGATION.flags}`);

/**
 * Reads a sentence that says the question again as a statement: "The Earth is not flat." to "Is the Earth flat?" says no.
 * @returns null where its words are not those of the question
 */
export function polarityOf(text: string, question: string): boolean | null {
  const whole = polarityOfClause(text, question);
  if (whole !== null || text.length > 600 || /\b(?:if|unless|suppose|assum\w+)\b/i.test(text)) return whole;
  const said = new Set(
    text
      .split(/[.;:!\n]\s*|,\s|\b(?:so|because|since|therefore|hence|thus|as)\b/i)
      .flatMap((clause) => polarityOfClause(clause.trim(), question) ?? []),
  );
  return said.size === 1 ? [...said][0]! : null;
}

function polarityOfClause(sentence: string, question: string): boolean | null {
  const asked = (/([^.!?\n]*)\?/.exec(question) ?? UNMARKED.exec(question))?.[1] ?? '';
  const first = /\p{L}+/u.exec(asked.trim())?.[0]?.toLowerCase() ?? '';
  if (!AUXILIARIES.has(first) || /\bor\b/i.test(asked) || NEGATION.test(asked)) return null;
  if (DENIES.test(sentence.slice(0, 400))) return false;
  const wanted = contentOf(asked);
  const said = contentOf(
    sentence.replace(/(?<=\b(?:is|are|was|were))n['’]t\b|['’](?:s|re)\b/g, ' ').replace(NEGATION, ' '),
  );
  if (wanted.size === 0 || /[?]/.test(sentence)) return null;
  // "It is ungrammatical": the pronoun stands for what was asked about, the last word is what is asked of it.
  const isPronoun =
    /^\W*(?:it|this|that|he|she|they)(?:['’]s|['’]re|\s(?:is|was|are|were))(?:n['’]t)?\b/i.test(sentence);
  const predicate = [...wanted].at(-1);
  const negations = withoutAnswer(sentence).match(EVERY_NEGATION)?.length ?? 0;
  if (negations > 1) return null;
  let turned = negations === 1;
  for (const word of wanted) {
    if (said.has(word)) continue;
    const opposite = PREFIXES.map((prefix) => prefix + word).find((one) => said.has(one));
    if (opposite !== undefined) turned = !turned;
    else if (!isPronoun || word === predicate) return null;
  }
  if (said.size > wanted.size) return null;
  if (isTurnedAround(sentence, asked)) return turned ? null : false;
  return !turned;
}

function withoutAnswer(sentence: string): string {
  return sentence.replace(/^\W*no\s?[,:—–-]/i, ' ');
}

/** "The moon is bigger than the sun" to "Is the sun bigger than the moon?": what stands behind "than" is another thing. */
function isTurnedAround(sentence: string, asked: string): boolean {
  const [there, here] = [asked, sentence].map((text) => contentOf(text.split(/\bthan\b/i)[1] ?? ''));
  return there!.size > 0 && here!.size > 0 && here!.isDisjointFrom(there!);
}

function contentOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words
      .filter((word) => !AUXILIARIES.has(word) && !IGNORED.has(word))
      .map((word) => word.replace(/(?<=\p{L}{3})(?:es|s)$/u, '')),
  );
}
