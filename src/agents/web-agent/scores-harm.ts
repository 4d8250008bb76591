const COST =
  /\b(?:this|the|an?)\s+(?:[\w.-]+\s+){0,3}cost model\b(?!s?['’])|\bcost model of\b|\bscores? (?:the |its )?(?:costs?|harm(?:fulness)?)\b|\bhigher (?:scores?|numbers?|values?|costs?)\b[^.\n]{0,40}\bmore (?:harm|danger|toxic|unsafe)/i;
/** Words that set a model apart from the cost model that a sentence names. */
const APART =
  /\b(?:not|unlike|besides?|alongside|together with|sibling|see also|in contrast|counterpart|paired with)\b/i;

/**
 * @returns whether a card says that the score is of harm done, as those of Safe RLHF's cost models: higher is worse, and it
 * says nothing about what people prefer
 */
export function scoresHarm(card: string): boolean {
  const sentences = card.split(/(?<=[.;!?])\s+|\n+/);
  return sentences.some((sentence) => COST.test(sentence) && !APART.test(sentence));
}
