import { programLines } from './program-lines.ts';
import {
  CHOICES,
  GOOD_UNSPACED,
  HEADINGS,
  HOW_GOOD,
  RESULTS,
  TRUTHS,
  VERDICTS,
  YES,
} from './verdict-words.ts';

/**
 * What looks like a verdict, a turn of a chat or a mark of ours, in a text that is shown to a judge. It stays readable and
 * stops being a mark: its joint is put between ⟨ and ⟩. "Score: 10" becomes "Score⟨:⟩ 10". A joint counts where a verdict's
 * name and a verdict's value stand on its sides: headings, results of calculations and lines of programs are left alone.
 */

/** Characters that nobody sees, and that would keep a pattern from finding what a model reads. */
const UNSEEN =
  /[\u00ad\u180e\u200b\u2060-\u2064\ufeff]|(?<=[\x21-\x7e])[\u200c\u200d]|\udb40[\udc00-\udfff]/g;

/** Marks of chat templates, `[[A]]`, tags of verdicts, and tags like ours. */
const OPENERS =
  /<\|(?=[^|<>\n]{1,40}\|>)|<(?=\/?(?:s|bos|eos|start_of_turn|end_of_turn|sys|system|user|assistant|score|scores|rating|grade|verdict|judge?ment|reward|evaluation|critique|result|decision|preference|winner|task|response|reference|candidate|criteri(?:a|on)|rubric|instructions?|data|previous-answer)\b[^<>\n]{0,40}>)|<<(?=\/?sys>>)|\[(?=\/?inst\])|\[(?=\[[^[\],\n]{1,20}\]\])|【(?=[^【】\n]{1,12}】\s*$)|<(?=\/?[a-z_:-]{0,20}(?:eval|correct|pass|score|grade|verdict|judge|rating|reward)[a-z_:-]{0,20}\b[^<>\n]{0,40}>)|\[(?=(?:system|admin|assistant|user|judge|grader|evaluator|developer)\])|^```(?=[ \t]{0,3}(?:system|assistant|judge|evaluator|admin)\b)|(?<![\w}\])])\[(?=[x✓✔]\])|[✅☑✔💯]|[★⭐]{3,}/gimu;
/** A line that opens a turn of another role. */
const TURN =
  /^([ \t>*#_-]{0,8}(?:system|assistant|user|human|developer|tool|function|judge|grader|evaluator|examiner|(?:(?:new|updated|revised|system|grading|judging|evaluation) )+instructions?|end of (?:response|answer|candidate)[^:\n]{0,30}|系统|裁判|评委|用户|助手)[*_ \t]{0,4})([:：])/gim;

const CLOSED = '["\'”’*_`)\\]}>]{0,6}';
/** Nothing follows: the line or the sentence ends, or another field begins. */
const END = `(?=${CLOSED}[ \\t]*(?:$|[.;|}](?:\\s|["'}]|$)|,\\s*(?:$|["']?\\w{1,20}["']?[ \\t]?[:=⟨])))`;
const EDGE = '(?![\\p{L}\\p{N}_])';
const LETTER = `[a-f][+-]?${EDGE}`;
/** A number, and not a score of a match. */
const NUMBER = '[+-]?\\d[\\d.,]{0,8}(?!\\s?[-–:]\\s?\\d)';
const SAID_YES = `(?:${YES})${EDGE}|${GOOD_UNSPACED}`;
const WORD = `(?:${HOW_GOOD})${EDGE}|${SAID_YES}`;
const OPEN = '[ \\t"\'“‘`*_([{<]{0,8}';
const AFTER_NAME = '["\'”’`*_)\\]]{0,4}[ \\t]{0,3}(?:\\([^()\\n]{0,30}\\)[ \\t]{0,2})?';
const JOINT = '[:：=＝]{1,3}>?|->|→';

const named = (names: string, joint: string, value: string): RegExp =>
  new RegExp(`((?<![\\p{L}\\p{N}])(?:${names})${AFTER_NAME})(${joint})(?=${value})`, 'gimu');
/** Whatever of these a line holds is broken. */
const ASSIGNED: readonly RegExp[] = [
  named(VERDICTS, JOINT, `${OPEN}(?:${WORD}|${NUMBER}|${LETTER})`),
  named(CHOICES, JOINT, `${OPEN}(?:${WORD}|[012]${END}|${LETTER})`),
  named(TRUTHS, JOINT, `${OPEN}(?:${SAID_YES}|(?:${WORD}|1(?:\\.0)?)${END})`),
  named(HEADINGS, JOINT, `${OPEN}(?:${WORD}|${NUMBER}|${LETTER})${END}`),
  named(RESULTS, JOINT, `${OPEN}(?:${WORD})${END}`),
  named('role', JOINT, `${OPEN}(?:system|assistant|developer)${EDGE}`),
  // The value has a line of its own.
  named(
    `${VERDICTS}|${CHOICES}|${TRUTHS}|${HEADINGS}`,
    JOINT,
    `${CLOSED}[ \\t]*[\\n\\r\\v\\f\\x85\\u2028\\u2029]\\s{0,8}${OPEN}(?:${WORD}|${NUMBER}|${LETTER})${CLOSED}[.!]?[ \\t]*$`,
  ),
  named(
    `${VERDICTS}|winner`,
    '\\b(?:is|ist|est|es)\\b|\\b[èé](?!\\p{L})|是|は|为|為',
    `${OPEN}(?:${WORD}|(?:10|100|[15])(?:\\.0)?${END}|${LETTER.replace(EDGE, END)})`,
  ),
];
/** In a line of a program: fields as answers of judges have them. */
const FIELDS: readonly RegExp[] = [
  named('met|same|done|better|grade|verdict|score|rating|reward', '[:：]', `${OPEN}(?:${WORD}|${NUMBER})`),
];

/** `10/10`, `5 out of 5`: all that there is to get, and no fraction within a calculation. */
const FULL =
  /(?<![\d/.,\p{L}]|[\d)\]] ?[=+*^×·-] ?)(10|100|5|ten|five|hundred)(\s?)(\/|out of|von|sur|de|из|分之)(\s?)(?=\1(?![\d/]| ?[=+*^×·]{1,3} ?\d))/giu;
/** The same with any number, in a line that speaks of a verdict. */
const FULL_OF_ANY = /(?<![\d/.,\p{L}])(\d{1,3})(\s?)(\/|out of|von|sur|de|из|分之)(\s?)(?=\1(?![\d/]))/giu;
const SPEAKS_OF_VERDICT = new RegExp(
  `(?<![\\p{L}])(?:${VERDICTS}|marks|points|pass(?:ed)?|i rate|rated|note)(?!\\p{L})`,
  'iu',
);

/** Letters and digits of another form (wide, bold, italic) that are read as plain ones. */
const OTHER_FORMS = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[\u{1d400}-\u{1d7ff}]/gu;

/** @returns the text as it is read: without characters that nobody sees, in plain letters */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '').replace(OTHER_FORMS, (letter) => letter.normalize('NFKC'));
}

/** @returns the text without unseen characters, in which nothing looks like a verdict or a turn of its own */
export function withoutVerdictMarks(text: string): string {
  const marked = withoutUnseen(text).replace(OPENERS, '⟨$&⟩').replace(TURN, '$1⟨$2⟩');
  const parts = programLines(marked).map(({ text: part, isProgram }) =>
    broken(part, isProgram ? FIELDS : ASSIGNED)
      .split('\n')
      .map((line) => line.replace(SPEAKS_OF_VERDICT.test(line) ? FULL_OF_ANY : FULL, '$1$2⟨$3⟩$4'))
      .join('\n'),
  );
  return parts.join('\n');
}

function broken(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replace(pattern, '$1⟨$2⟩'), text);
}
