import type { Span } from '../spec/tool.ts';

/** Questions about the world, or imperatives, whose answers are right or wrong. */
const QUESTION =
  /^(?:(?:and|but|so|or|also|then|please|now) )?(?:(?:in|on|at|by|from|to|of|for|with) )?(?:who(?:m|se|'s)?|when|where|which|what|how (?:many|much|old|long|far|tall|big|large|often|high|deep|fast|heavy|hot|cold)|is|are|was|were|does|do|did|can|has|have|had|will)\b[^?]*\?/i;
/** A question as people type it into a search field. */
const TYPED =
  /^(?:who|when|where|how (?:many|much|old|long|far|tall)|what (?:is|are|was|were|year|country)|which|in (?:which|what)) [^?.!\n]{5,120}$/;
const ASKED_FOR =
  /^(?:(?:and|but|so|also|then|please|now|first|next) )?(?:(?:name|state|identify|give(?: me)?|list|tell me|write down|say) (?:the|all|every|both|each|who|what|when|where|which|how many|how much|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b|solve|comput|calculate|evaluate|determine|simplify|factori[sz]e|differentiate|integrate|convert|find (?:the|all|x|every)|work out|count (?:the|how)|how many|how much|add up|round)\b/i;
const SOLVE = /^(?:please )?(?:solve|compute|calculate|evaluate|determine|simplify)\b/i;
/** Words of questions without one right answer: they ask for taste, for ideas, or about the one who answers. */
const OPEN =
  /\b(?:you|your|we|should i|do i|can i|could i|ideas?|tips?|advice|opinions?|suggest\w*|recommend\w*|ways?|pros|cons|reasons?|benefits?|advantages?|disadvantages?|drawbacks?|uses|effects?|challenges?|habits?|activities|things to|hobbies|gifts?|places to|qualities|mistakes?|arguments?|some|favou?rite|best|funn\w+|story|stories|poem|song|joke|riddle|rap|haiku|limerick|ad|blog|slogan|essay|letter|email|facts?|different|examples?|possible|good|fun|unusual|weird|names? for|questions|it mean|like)\b/i;
/** Verbs that ask for a piece of writing. */
const WRITING =
  /\b(?:write|compose|create|draft|generate|rewrite|craft|produce|design|brainstorm|imagine|pretend|act as|argue|summari[sz]e|rephrase|outline|plan)\b/i;
const OTHER_LANGUAGES =
  /(?:^|[\s¿¡])(?:quién|cuándo|dónde|cuál|cuántos|cuántas|qué año|qui a|quand|où|quel(?:le)?s? (?:est|sont)|combien|wer |wann|wo |welche[rsn]?|wie viele?|chi ha|quando|dove|quale|quanti)\b[^?]*\?|(?:谁|哪|什么时候|多少|几)[^？?]*[？?]|(?:誰|いつ|どこ|いくつ|何年)[^？?]*[？?か]|(?:кто|когда|где|сколько|какой|какая) [^?]*\?/iu;

/**
 * Whether a prompt asks something that has a right answer, besides what it asks of the form: a question about the world, a
 * calculation, the items of a known list. In a prompt that wants a piece of
 * writing, a question is the subject of that writing.
 * @param form where the prompt asks for the form of the answer
 */
export function hasRightAnswer(prompt: string, form: readonly Span[]): boolean {
  const rest = without(prompt.slice(0, 20_000), form);
  const sentences = rest
    .split(/(?<=[.!?？。])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
  if (sentences.some((sentence) => SOLVE.test(sentence) && /\d|\bx\b/.test(sentence))) return true;
  if (WRITING.test(rest)) return false;
  return sentences.some((sentence) => {
    if (OTHER_LANGUAGES.test(sentence)) return true;
    return (
      (QUESTION.test(sentence) || TYPED.test(sentence) || ASKED_FOR.test(sentence)) && !OPEN.test(sentence)
    );
  });
}

function without(text: string, spans: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const [start, end] of spans.toSorted((left, right) => left[0] - right[0])) {
    if (start > at) rest += text.slice(at, start);
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}
