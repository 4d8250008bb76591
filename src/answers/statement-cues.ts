/** The wording around what a statement names: words before it, behind it, and in its place. All are tried on one statement. */

/** Up to the copula, colon or verb behind which a sentence names its answer. */
export const LEAD =
  /^[\s\S]{0,160}?(?:\b(?:is|are|was|were|be|been|get|got|obtain|find|gives?|yields?|becomes?|reads?|prints?|outputs?|displays?|equals?|says?|called|est|ist|lautet|es|è|é|sont|sind|son|vaut|beträgt|ergibt|choose|pick|go(?:ing)? with|settle on|write|mean|meant|(?:it|that|this|there|here|he|she|what|answer|result|output|word|string|solution)['’]s)\b(?: (?:simply|just|exactly|therefore|thus|then|now|indeed|clearly|certainly))?|[:=→])\s{0,3}(?:an? |the |to be )?/i;
/** From what only explains the named thing on, to the end. */
export const EXPLANATION =
  /(?:,\s+(?:and not|not|rather than|instead of|nor)\b|[,;]?\s+(?:because|since|as (?:you|we|can|it|the|shown)|given|due to|which|so that|for it|where|when|the only)\b|\s+[-–—]\s+(?=\p{L}{2})|\s+\((?=\p{L}{2})|,\s+(?:as|which|because|since|the)\b|\.\s+\p{Lu})[\s\S]*$/u;
/** A statement that names nothing: a greeting, a heading, an announcement. */
export const CHATTER =
  /^(?:sure|okay|ok|working|thinking|hmm+|hello|hi|great|done|yes|right|thanks|thank you|results?|answers?|output|final|solution|steps? ?\d*|let me (?:see|think)|here(?: it is| you go)?|hope (?:that|this|it) helps|of course|good|alright|so|well|first|next|then|finally)\b[\s.!:,-]*$/i;
/** Offers one answer more. */
export const OFFERED = /^\s*(?:or|maybe|perhaps|possibly|alternatively|otherwise)[\s:,]+/i;
/** Calls what comes a guess. */
export const GUESSED = /^[\s*_#-]*(?:my |a |second |other |another |next )*guess\b/i;
