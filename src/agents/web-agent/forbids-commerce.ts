/** Ways in which the words of a card forbid commercial use. */
const FORBIDS = [
  /\bnon-? ?commercial(?:ly)?\b/i,
  /\b(?:academic|research|educational)[- ](?:(?:use|purposes?)[- ])?only\b/i,
  /(?<!\bnot )\b(?:only|solely|exclusively|restricted|limited)\b[^.;\n]{0,20}\b(?:for|to)\b[^.;\n]{0,15}\b(?:academic|research|educational)\b/i,
  /\bcommercial(?: use| usage| purposes?| exploitation|ly)?\b[^.;\n]{0,30}\b(?:prohibited|forbidden|disallowed|excluded|not (?:be )?(?:allowed|permitted|granted))\b/i,
  /\b(?:not|never|no|cannot|prohibits?|forbids?|excludes?)\b(?! only)[^.;\n]{0,40}\bcommercial(?: use| usage| purposes?| exploitation|ly)\b/i,
  /\b(?:model|weights?|licen[cs]ed?)\b[^.;\n]{0,30}\bcc[- ]by[- ]nc\b/i,
];
/** Words that turn such a sentence round: “no restrictions on commercial use”. */
const ALLOWS =
  /\b(?:restrict(?:s|ions?)?\s+on|limit(?:s|ations?)?|need|problem|fee|permission (?:is )?(?:needed|required))\b/i;

/** @returns whether a sentence of a card forbids commercial use */
export function forbidsCommerce(card: string): boolean {
  return card
    .split(/(?<=[.;!?])\s+|\n+/)
    .some((sentence) => FORBIDS.some((pattern) => pattern.test(sentence)) && !ALLOWS.test(sentence));
}
