import { z } from 'zod';
import { familyOf, kindName } from '../../spec/kinds.ts';
import { table } from '../../spec/table.ts';

/** Words that people use for a family of kinds. */
const FAMILY = table<string>({
  conversation: 'chat',
  conversational: 'chat',
  dialog: 'chat',
  dialogue: 'chat',
  general: 'chat',
  helpfulness: 'chat',
  'multilingual-chat': 'chat',
  'open-chat': 'chat',
  'open-conversation': 'chat',
  roleplay: 'chat',
  'role-play': 'chat',
  'creative-writing': 'writing',
  essay: 'writing',
  story: 'writing',
  harmless: 'safety',
  harmlessness: 'safety',
  toxicity: 'safety',
  maths: 'math',
  mathematics: 'math',
  coding: 'code',
  programming: 'code',
  'machine-translation': 'translation',
  mt: 'translation',
  summary: 'summarization',
  summaries: 'summarization',
  summarisation: 'summarization',
  'instruction-follow': 'instruction-following',
  instructions: 'instruction-following',
  ifeval: 'instruction-following',
  factual: 'qa',
  factuality: 'qa',
  factoid: 'qa',
  'question-answering': 'qa',
  tools: 'tool-calls',
  'tool-use': 'tool-calls',
});

/**
 * Reads a kind as people write it: in capitals, with spaces or underscores, with a family's other names.
 * `Maths process` is `math-process`, `instruction_following` is `instruction-following`, `factuality` is `qa`.
 */
export const kindAsWritten = z.preprocess((given) => {
  if (typeof given !== 'string') return given;
  const kind = given
    .trim()
    .toLowerCase()
    .replace(/[\s_/]+/g, '-');
  const family = familyOf(kind);
  const known = FAMILY[family] ?? detailed(family);
  return known === undefined ? kind : `${known}${kind.slice(family.length)}`;
}, kindName);

/** @returns `maths-process` as `math.process`: a family's name with a detail behind a hyphen */
function detailed(family: string): string | undefined {
  const [first = '', ...rest] = family.split('-');
  const of = FAMILY[first] ?? (HYPHENATED.has(first) ? first : undefined);
  return of !== undefined && rest.length > 0 && !WHOLE.has(family) ? `${of}.${rest.join('-')}` : undefined;
}

/** Families that stand alone, so that what follows a hyphen is a detail. */
const HYPHENATED = new Set([
  'math',
  'code',
  'qa',
  'chat',
  'translation',
  'summarization',
  'safety',
  'writing',
]);
const WHOLE = new Set(['code-output']);
