import { NUMBER } from '../text/prompt/quantity.ts';

/** Nouns of the form of an answer. With a number, or with "each" or "first", they ask for something. */
const FORM =
  '(?:words?|sentences?|paragraphs?|sections?|lines?|stanzas?|verses?|bullets?|bullet points?|points|items|characters?|letters?|syllables?|times|steps|parts|examples|pages?|placeholders?|hashtags?|emojis?|questions|tokens|minutes|keywords?|phrases?|headings?|columns?|rows?|vowels?|consonants?|commas?|responses?|answers?|versions?|alternatives?)';
/** The same nouns and marks in Spanish, German, French, Italian and Portuguese. */
const OTHER_LANGUAGES =
  '(?<!\\p{L})(?:palabras|oraciones|párrafos?|versos|estrofas|viñetas|minúsculas?|mayúsculas?|comas|comillas|asteriscos|signos? de (?:exclamación|interrogación)|' +
  'wörtern?|sätzen?|absätzen?|absatz|zeilen|strophen|stichpunkten?|kleinbuchstaben|großbuchstaben|kommas?|kommata|anführungszeichen|ausrufezeichen|fragezeichen|überschrift|' +
  'mots|paragraphes?|strophes?|puces|minuscules?|majuscules?|virgules?|guillemets|astérisques|points? d\x27(?:exclamation|interrogation)|' +
  'parole|paragraf[io]|strofe|minuscol[eoia]|maiuscol[eoia]|virgole|virgolette|asterischi|palavras|parágrafos?|minúsculas?|maiúsculas?|vírgulas?|aspas|' +
  '(?:la|das|le|a) (?:palabra|wort|mot|parola|palavra) \\x01|(?:formato|en|im|au|in) (?:formato |format )?json|' +
  '(?:al menos|como máximo|exactamente|mindestens|höchstens|maximal|genau|au moins|au maximum|exactement|almeno|al massimo|esattamente|pelo menos|no máximo|exatamente) \\d|' +
  '\\d+ (?:líneas|lignes|righe|linhas|frases|phrases|frasi)|(?:reim\\w*|rim(?:a|e|ar|es|as|ent|ano|em|ar))|(?:en|auf|in|em) (?:español|inglés|francés|alemán|deutsch|englisch|französisch|spanisch|français|anglais|allemand|italiano|inglese|inglês|português))(?!\\p{L})';
export const FORM_CUES = new RegExp(
  [
    `\\b${NUMBER}(?: ?\\+)?(?:[ -](?:or (?:more|less|fewer)|different|distinct|separate|short|long|single|main|key|unique|consecutive|bulleted|numbered|italic|highlighted|\\w{3,12}ed))?[ -]${FORM}\\b`,
    `\\b(?:each|every|all|any|no two|consecutive|alternate|other) (?:\\w+ )?(?:${FORM}|response)\\b`,
    `\\b(?:first|second|third|fourth|fifth|last|final|opening|closing|\\d{1,2}(?:st|nd|rd|th)) (?:\\w+ )?${FORM}\\b`,
    `\\b(?:paragraph|line|sentence|section|part|step) (?:\\d{1,2}|${'[x]'})\\b`,
    '\\bthe (?:key ?)?(?:words?|phrases?|letters?|terms?) (?:\\x01|[a-z]\\b)',
    '\\b(?:key ?words|commas?|punctuation|exclamation|semicolons?|apostrophes?|parenthes[ei]s|brackets?|asterisks?|quotation|quotes|emojis?|emoticons?|hashtags?|placeholders?|post ?-?scripts?|capitals?|capital letters?|capitali[sz]\\w*|upper ?-?case\\w*|lower ?-?case\\w*|all caps|markdown|latex (?:format|code|syntax|notation)|json|xml|html|yaml|csv|bullet(?:ed|s| points?)?|numbered|italics?|bold|highlight\\w*|headings?|headers?|subheadings?|footnotes?|title|titled|alphabetical\\w*|palindrom\\w*|alliterat\\w*|acrostic|lipogram|rhym\\w*|syllables?|vowels?|consonants?|indent\\w*|whitespace|new ?lines?|line ?breaks?|dividers?|separators?|word count|character count|divisible|odd number|even number|prime number|pronouns?|adjectives?|adverbs?|conjunctions?|first person|second person|third person|past tense|present tense|future tense|passive voice|active voice|(?:any|other|another|simple|plain|formal|informal|professional|foreign|casual|own) language|formatted|format|word for word|verbatim|word limit|code block|table)\\b',
    '\\b(?:ratio|introduction|conclusion|nouns?|verbs?|vocabulary|half of|(?:a|the) number of|in between|positions? (?:\\d+|between|of)|backwards|reversed?|at the (?:very )?(?:end|beginning|start|top|bottom)|spelling|tense|tone)\\b',
    '^(?:no|nothing|none)\\b',
    '\\*{3,}|<<|\\bp\\x02s\\b|\\b\\d+[ -]words?\\b',
    OTHER_LANGUAGES,
  ].join('|'),
  'gu',
);
/** Demands on the voice of an answer, or on whom it is for. */
export const STYLE_CUES = new RegExp(
  [
    '\\bas (?:an? |the |my )?(?:[\\p{L}-]+ ){1,4}(?:would|might)\\b',
    '\\b(?:for|to|like i(?:\\x27m| am)|as (?:if|though) i were) an? (?:[\\p{L}-]+ )?[\\p{L}\\d-]+[- ]years?[- ]olds?\\b',
    '\\b(?:for|to) [\\p{L}\\d-]+[- ]year[- ]olds\\b',
    '\\bin the (?:style|manner|voice|spirit|guise) of\\b',
    '\\bfrom (?:the|an?|your|my|\\p{L}+\\x27s?) (?:\\p{L}+\\x27s? )?(?:point of view|viewpoint|perspective|vantage point)\\b',
  ].join('|'),
  'gu',
);
/** Words that bind: an amount, a must, a must not. */
export const BINDING =
  /\b(?:exactly|precisely|at least|at most|no more than|no less than|no fewer than|not more than|a maximum of|a minimum of|up to|must|must not|shall|should|should not|needs? to|has to|have to|ought to|required|require|cannot|can't|may not|do not|don't|mustn't|shouldn't|never|avoid\w*|refrain\w*|without|not allowed|forbidden|prohibited|exclud\w+|omit\w*|ensure|make sure|be sure|make certain|remember to|only|no other|nothing else|anything else|instead of|word for word|alternat\w+|respectively|strictly|in the format|in this format|the format)\b|\b(?:less than|fewer than|more than|under|over|below|within|between|within) (?:a )?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|ten\b|hundred\b)/g;
/** Verbs that ask for something of the answer where they begin a clause. */
export const ASKING =
  /(?:^|[.!?;:,\n(] {0,3}|\b(?:and|then|also|but|please|next|finally|first|additionally|in addition|(?:make sure|be sure|remember|want you|need you|like you|have|need|needs|ought) to) )(?:please |also |then |always |only |explicitly |first )?(?:includ(?:e|ing)|contain(?:ing)?|us(?:e|ing)|mention(?:ing)?|add|wrap|put|place|start|begin|end|finish|conclude|keep|limit|restrict|repeat|mark|label|separate|divide|split|highlight|format|capitali[sz]e|number|underline|insert|append|prepend|precede|follow|stick|choose|select|pick|structure|organi[sz]e|arrange|order|sort|answer in|respond in|reply in|write in|write it in|answer with|respond with|reply with|return|output|incorporat(?:e|ing)|control|stop|sign|make (?:it|your|this)|let|be|try|skip|copy|spell|sound|write it|tell it|drop|leave out|replace|cite|quote)\b/g;
/** "dogs that must cross a river", "I need to", "should I": what the task is about, not what the answer must be. */
export const OF_THE_TASK =
  /(?:\b(?:i|we|he|she|they|who|people|someone|one|everyone|children|students|users|customers)(?: (?:really|also|just|often|do|did|has|have|had|is|are|was|were))? ?$)|(?:\b(?:that|which)(?: (?:the|they|he|she|we|i|people))? ?$)/;
export const FORM_VERBS =
  /^ (?:not )?(?:include|contain|use|have|be (?:written|in|at)|start|begin|end|mention|feature|follow|rhyme|consist|appear)/;
/** Beside a recognised constraint these make it uncertain. */
export const HEDGE =
  /\b(?:if|unless|except|other than|optional\w*|preferably|ideally|if possible|approximately|roughly|feel free|not necessar\w+|no need|need not|try to|or so|either|alternatively|may|might|can use|could use)\b/g;
export const CANCELS =
  /\b(?:ignore|disregard|forget|override|cancel|skip|bypass)\b[^.!?\n]{0,40}\b(?:above|previous|prior|earlier|instructions?|rules?|constraints?|everything|all|requirements?)\b/g;
export const LIST_HEADER =
  /\b(?:requirements?|constraints?|rules?|guidelines?|conditions?|criteria|instructions?|restrictions?|specifications?|notes?)\b[^\n]{0,60}:[ *]*$/;
export const IN_LANGUAGE = /\b(?:in|into|to) (?:the )?(\p{L}{4,20})\b/gu;
const ANSWER =
  '(?:report|text|answer|poem|story|letter|note|essay|reply|response|speech|review|recipe|scene|diary|message|email|article)';
/** Words that only govern what was recognised beside them: they are stripped before it is asked what is left of a clause. */
export const GOVERNING = new RegExp(
  `\\b(?:at (?:the very )?(?:least|most)|no (?:more|less|fewer) than|exactly|precisely|let|every|features?|featuring|incorporat(?:e|es|ing)|employ(?:s|ing)?|shows? up|occurs?|put the word|(?:the|your|this) ${ANSWER}(?= (?:must|should|shall|has to|have to|needs? to)\\b))(?![\\p{L}\\p{N}-])`,
  'gu',
);
/** Words that say nothing by themselves of what is asked for. */
export const EMPTY =
  /^(?:a|an|the|and|or|also|please|then|but|so|in|of|to|for|with|at|on|as|by|it|its|this|that|there|is|are|be|has|have|should|must|shall|will|can|could|would|need|needs|make|sure|certain|ensure|your|you|my|me|i|i'd|want|like|response|responses|answer|answers|reply|output|text|entire|entirely|whole|full|all|write|written|writing|give|given|provide|contain|contains|containing|include|includes|including|use|uses|using|used|do|does|not|don't|addition|additionally|finally|lastly|moreover|furthermore|too|well|just|remember|following|follow|below|above|after|before|any|both|which|when|while|one|end|end\w*|length|long|total|song|story|poem|essay|letter|email|article|haiku|limerick|riddle|joke|blog|post|outline|document|page|paper|summary|list|ad|pitch|resume|review|review|message|speech|tweet|rap|itinerary|plan|proposal|dialogue|description|explanation|i\x02e|e\x02g|format|form|markdown|english|language|such|very|exact|exactly|different|appear|appears|appearing|show|be\w*|about|into|from|here|now|each|separate|separated|answering|question|place|put|keep|throughout|anywhere|explicitly|somewhere|mention|mentions|mentioning|wrap|wrapped|add|adding|highlight|begin|start|finish|limit|format|answer|respond|reply)$/;
