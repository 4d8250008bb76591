import { isOfRequest } from './of-the-prompt.ts';

/** What stands in front of a request that is said back: "You asked me to", "The question is", "This explains". */
const FRAME =
  /^(?:(?:so|well|okay|ok|and|here|now|today) )*(?:(?:you|the user|they)(?:'ve| have| had| would|'d)? (?:just )?(?:asks?|asked|tells?|told|wants?|wanted|wish(?:es)?|likes?|requested|requests|needs?|needed|(?:is|are) asking|(?:is|are) (?:interested|curious))(?: in)?(?: for)?(?: me| us)?|(?:i|we)(?:'ve| have| had)?(?: was| were| been| am|'m| are)? (?:being )?(?:asked|told|requested|supposed)|(?:the|your|my|this) (?:question|task|request|prompt|topic|subject|assignment|job)(?: here)? (?:is|was|asks?|asked|wants?)(?: for)?(?: me| us)?|(?:this|the following|the) (?:text |response |answer |essay |article |explanation )?(?:explains?|describes?|tells?|discusses|shows?|answers?|is about|deals with)(?: you)?|(?:let us|let's|let me|i want to|i would like to|we should|we could) (?:talk|speak|write|think|look)|(?:here|below|now) (?:i|we) (?:explain|describe|tell|show)(?: you)?)\b ?(?:to (?:know|explain|describe|tell|write|hear|learn|read|discuss|give|list|say)\b)?(?: you| me| us)?(?: about| of| on| at)?(?: |$)/u;
/** Words in front of a question that is asked back. */
const ASKS =
  /^(?:how|why|what|when|where|who|which|do|does|did|is|are|was|were|can|could|should|will|have|has)\b/u;
/** Prompts that want questions, titles or other words for the same. */
const MAY_SAY_BACK =
  /\b(?:questions?|quiz|quizzes|interviews?|faqs?|titles?|headlines?|rephras\w*|paraphras\w*|rewrit\w*|reword\w*|translat\w*|correct\w*|fix|edit|improv\w*|proofread|prompts?|extract|summar\w*|repeat\w*|quot(?:e|es|ed)|copy|riddles?|story|poem|poems|stories|song|dialogue)\b/i;
const FEWEST = 3;

/**
 * @param words of one sentence, in lower case
 * @param asks whether the sentence is a question
 * @returns whether it says the request back in the third person or as a question, and adds no word of its own
 */
export function saysBack(
  words: readonly string[],
  asks: boolean,
  asked: { readonly prompt: string },
): boolean {
  if (words.length < FEWEST || MAY_SAY_BACK.test(asked.prompt)) return false;
  const plain = words.join(' ');
  const frame = FRAME.exec(plain)?.[0];
  if (frame === undefined && !(asks && ASKS.test(plain))) return false;
  const rest = plain.slice(frame?.length ?? 0).split(' ');
  return rest.every((word) => word === '' || ASKS.test(word) || isOfRequest(asked, word));
}
