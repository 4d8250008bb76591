/** A question that asks about the world. */
const WORLD_QUESTION =
  /^(?:(?:and|but|so|or) )?(?:what(?:'s)?|when|where|why|who(?:'s|m|se)?|which|how|should|must|shall|does|do|did|is|are|was|were|has|have)\b[^?]*\?\s*$/;
/** Words with which a question asks for something of its answer, or for an answer at all. */
const OF_THE_ANSWER =
  /\b(?:(?:can|could|would|will|do|are) you|(?:the|your|this|an?) (?:\w+ )?(?:response|output|poem|story|letter|essay|note|report)|answer\w*|respond|response|repl(?:y|ies)|writ(?:e|ten|ing)|please)\b/;

/**
 * "What should a guide never do?": its musts are those of its subject. "Could you answer in …?" asks for something of the answer.
 * @param sentence folded, with its question mark
 */
export function asksOfTheWorld(sentence: string): boolean {
  return WORLD_QUESTION.test(sentence) && !OF_THE_ANSWER.test(sentence);
}
