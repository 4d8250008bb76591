import { detectLanguage } from '../../text/language.ts';
import { isContentWord, stemmedWords } from '../../text/metrics/content-words.ts';

/** Words of the task itself and words that every request uses: they name no topic. In stems. */
const NO_TOPIC = new Set(
  stemmedWords(
    'write create compose generate give make tell explain describe need want help please could would like their story poem essay letter email ' +
      'blog post review article song joke paragraph resume summary product company best also people thing things just really come know think ' +
      'start different kind type using words word draft rewrite text rubric form several items limerick hard version short long brief good great ' +
      'interesting funny weird first second third fourth next last each every many much more some other another same such very only about with ' +
      'language allowed english doesn include example examples provide list name advice question answer discuss suggest idea ideas outline title ' +
      'rate advertisement proposal template script tweet haiku sonnet riddle rap verse style tone audience reader perspective year data below ' +
      'follow change task original itself stay remain keep become happen turn move run choose edit correct error grammar given base inform information cover topic maybe sure able look work time part plan page line point case fact main important simple easy clear',
  ),
);
/** A sentence that speaks of the form of the response: its words name no topic either. */
const ABOUT_FORM =
  /\b(?:words?|sentences?|paragraphs?|sections?|bullets?|points?|letters?|capital\w*|lower ?case|upper ?case|commas?|respon[sd]\w*|repl(?:y|ies)|output|format\w*|json|xml|html|highlight\w*|markdown|italic\w*|bold|quot(?:es?|ation)|marks?|placeholders?|brackets?|postscript|keywords?|languages?|wrap|at least|at most|exactly|times|finish|separated?|asterisks?|symbols?|p\.?\s?s\b|phrase|appear|without|repeat)\b/i;
/** Requests whose answer may leave out every word of theirs: playful ones, lists of things, whatever has a tone to keep. */
const FREE =
  /\b(?:poems?|poetry|riddles?|songs?|lyrics|raps?|jokes?|haikus?|limericks?|sonnets?|ads?|advert\w*|slogans?|taglines?|tweets?|stor(?:y|ies)|tales?|dialogues?|scripts?|names?|ideas?|rules|recommend\w*|suggest\w*|brainstorm\w*|list|lists|tips|ways|steps|questions|pretend|imagine|act as|style|tone|humou?r\w*|sarcas\w*|satir\w*|funny|character|weird|template|rubric|translate|rewrite|edit|correct|fix|improve|proofread|summar\w+|help)\b/i;
const SAYS_WHAT =
  /\b(?:describe|explain|discuss|essay|article|paragraph|report|description|overview|introduction|biography|review|history|how|what|why)\b/i;
/** Requests for a text about something, which hardly goes without naming it. */
const WRITES_ABOUT =
  /\b(?:describe|explain|discuss|essay|article|paragraph|report|description|overview|biography|review)\b/i;
/** How many things a request must name: fewer where it asks for an account of them; playful ones are left alone. */
const FEWEST_TOPICS = { account: 3, about: 2, free: Number.POSITIVE_INFINITY, other: 5 } as const;
/** "A paragraph about the river Danube": a text about two things names one of them; one that explains how may go without. */
const IS_ABOUT =
  /\b(?:essay|article|paragraph|report|description|overview|introduction|biography|review|history|post)s? (?:about|of|on)\b|\b(?:e-?mails?|letters?|notes?|messages?|complaints?)\b[^.!?\n]{0,40}\babout\b/i;
/** A text of so many words that says none of a few topics, or of many, is about something else. */
const FEWEST_WORDS = { few: 30, many: 15 } as const;
const MANY_TOPICS = 4;
const LONGEST = 8_000;
const STEM = 4;

/**
 * Prepares a check whether a long English text has not one word of what an English request is about, in any inflection: the answer to
 * another request, which keeps the form. Only where the request names enough things outside of what it says of the form: none of some 550 real
 * responses to prompts with constraints goes without all of them, and a third of the answers to other requests do.
 */
export function prepareTopicCheck(prompt: string): (text: string) => boolean {
  const topics = topicsOf(prompt.slice(0, LONGEST));
  const sort = sortOf(prompt);
  if (topics.length < FEWEST_TOPICS[sort] || !isEnglish(prompt)) return () => false;
  const fewest =
    topics.length < MANY_TOPICS || !WRITES_ABOUT.test(prompt) ? FEWEST_WORDS.few : FEWEST_WORDS.many;
  const starts = new Set(topics.map((word) => word.slice(0, STEM)));
  return (text) => {
    const words = stemmedWords(text.slice(0, LONGEST));
    if (words.length < fewest || words.some((word) => starts.has(word.slice(0, STEM)))) return false;
    return isEnglish(text);
  };
}

function sortOf(prompt: string): keyof typeof FEWEST_TOPICS {
  // What stands in brackets or quotation marks is a word of the form: "such as [name]".
  if (FREE.test(prompt.replace(/\[[^\]\n]{0,60}\]|"[^"\n]{0,60}"/g, ' '))) return 'free';
  if (IS_ABOUT.test(prompt)) return 'about';
  return SAYS_WHAT.test(prompt) ? 'account' : 'other';
}

function topicsOf(prompt: string): string[] {
  const sentences = prompt.split(/(?<=[.!?])\s+|\n+/);
  const kept = sentences.filter((sentence, index) => index === 0 || !ABOUT_FORM.test(sentence));
  // What the first sentence says of the form: "in exactly 3 bullet points".
  const text = kept
    .join(' ')
    .replace(
      /\b(?:in|with|using|of|has|have) (?:exactly|at least|at most|no more than|more than|less than|under|\d+)\b[^.!?]*/gi,
      ' ',
    );
  const words = stemmedWords(text).filter(
    (word) =>
      /^[a-z]{4,}$/.test(word) && isContentWord(word) && !NO_TOPIC.has(word) && !ABOUT_FORM.test(word),
  );
  return [...new Set(words)];
}

function isEnglish(text: string): boolean {
  return detectLanguage(text.slice(0, 2_000))?.language === 'en';
}
