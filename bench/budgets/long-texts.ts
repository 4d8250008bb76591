import { HOSTILE_INPUTS } from '../../src/attacks/hostile-inputs.ts';

/** Pieces that careless readers take for ever with, when they come again and again. */
const PIECES: Readonly<Record<string, string>> = {
  'one letter': 'a',
  'line breaks': '\n',
  spaces: ' ',
  'full stops': '. ',
  digits: '9',
  'digits and commas': '1,',
  'digits and spaces': '1 000 ',
  'two words': 'a ',
  'open brackets': '(',
  'open lists': '[',
  'open braces': '{',
  'open calls': '{"name":',
  'empty objects': '{}',
  objects: '[{"a":',
  quotes: '"',
  backslashes: '\\"',
  fences: '```',
  asterisks: '**',
  hashes: '####',
  minuses: '- ',
  'equals signs': '= ',
  dollars: '$a ',
  boxes: '\\boxed{',
  tags: '<answer>',
  thinking: '<think>',
  'tool calls': '<tool_call>',
  options: '(A',
  'options with or': 'A or ',
  answers: 'the answer is ',
  turns: '\nHuman: hi\nAssistant: ',
  names: 'Leonardo da ',
  apostrophes: "'s ",
  languages: 'translate to English ',
  'lone surrogates': '\ud800\u0000\u202e',
  Chinese: '写',
};

/** Characters of a response that the configuration allows by default. */
const LONGEST = 1_000_000;

/** Texts as long as a response may be, by name; and the hostile inputs of the gates, which are short. */
export const LONG_TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(PIECES).map(([name, piece]) => [
      name,
      piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST),
    ]),
  ),
  ...Object.fromEntries(HOSTILE_INPUTS.map(({ name, text }) => [`gate: ${name}`, text])),
};
