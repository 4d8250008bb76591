import type { Constraint } from '../spec/query.ts';
import { table } from '../spec/table.ts';
import type { Attack, AttackItem, AttackMatrix } from './attack.ts';
import { EMPTY_TALK } from './empty-talk.ts';

interface ConstraintItem extends AttackItem {
  readonly constraint: Constraint;
}

function item(id: string, kwargs: Constraint['kwargs'], prompt: string, right: string): ConstraintItem {
  const constraint = { id, kwargs };
  return {
    name: id,
    constraint,
    query: { messages: [{ role: 'user', content: prompt }], constraints: [constraint] },
    right,
  };
}

const PROSE =
  'Bread is made of flour, water, salt and time. The baker mixes them in the evening and lets the dough rest while the town sleeps. In the morning the oven is hot, and the loaves go in one after the other until the shop smells of crust and the first people stand at the door with their bags.';

const items: readonly ConstraintItem[] = [
  item(
    'length_constraints:number_words',
    { num_words: 50, relation: 'at least' },
    'Write about bread in at least 50 words.',
    PROSE,
  ),
  item(
    'length_constraints:number_sentences',
    { num_sentences: 3, relation: 'at least' },
    'Write about bread in at least 3 sentences.',
    PROSE,
  ),
  item(
    'keywords:existence',
    { keywords: ['yeast', 'crust'] },
    'Write about bread. Include keywords yeast, crust.',
    'The yeast lifts the dough and the crust keeps it.',
  ),
  item(
    'keywords:letter_frequency',
    { letter: 'q', let_frequency: 4, let_relation: 'at least' },
    'Write about bread with at least 4 letters q.',
    'Queues of quick, quiet people quarrel about the last loaf.',
  ),
  item(
    'keywords:forbidden_words',
    { forbidden_words: ['oven', 'flour'] },
    'Write about bread without the words oven, flour.',
    'Bread needs water, salt and a warm place to rest.',
  ),
  item(
    'language:response_language',
    { language: 'it' },
    'Write about bread in Italian.',
    'Il pane si fa con la farina e con l’acqua, e il fornaio lo mette nel forno la mattina presto.',
  ),
  item(
    'detectable_format:title',
    {},
    'Write about bread with a title in double angular brackets, such as <<a day in june>>.',
    `<<The Last Loaf>>\n${PROSE}`,
  ),
  item(
    'detectable_content:number_placeholders',
    { num_placeholders: 2 },
    'Write a note to a baker with at least 2 placeholders such as [address].',
    'Dear [name], please keep two loaves for me until [time].',
  ),
  item(
    'detectable_format:number_bullet_lists',
    { num_bullets: 3 },
    'Say what bread needs in exactly 3 bullet points.',
    '* Bread needs flour.\n* Bread needs water.\n* Bread needs time.',
  ),
  item(
    'detectable_format:multiple_sections',
    { section_spliter: 'Part', num_sections: 2 },
    'Write about bread in 2 sections marked Part X.',
    'Part 1\nThe dough rests all night.\nPart 2\nThe oven is hot in the morning.',
  ),
];

const repeat = (text: string, times: number) => Array.from({ length: times }, () => text).join(' ');

const attacks: readonly Attack<ConstraintItem>[] = [
  { name: 'right', should: 1, apply: ({ right }) => right },
  {
    name: 'right behind thinking',
    should: 1,
    apply: ({ right }) => `<think>What do they want?</think>\n${right}`,
  },
  { name: 'x', should: 0, apply: () => 'x' },
  { name: 'a dot', should: 0, apply: () => '.' },
  { name: 'dots', should: 0, apply: () => repeat('.', 60) },
  { name: 'one word sixty times', should: 0, apply: () => repeat('bread', 60) },
  { name: 'one sentence over and over', should: 0, apply: () => repeat('Bread is good for us all.', 12) },
  {
    name: 'numbers',
    should: 0,
    apply: ({ constraint }) => (/bullet|forbidden|sentences/.test(constraint.id) ? null : repeat('7', 60)),
  },
  { name: 'filler', should: 0, apply: () => repeat('lorem ipsum dolor sit amet', 12) },
  { name: 'single letters', should: 0, apply: () => repeat('q x y z', 15) },
  { name: 'emoji', should: 0, apply: () => repeat('🍞', 20) },
  { name: 'an address', should: 0, apply: () => 'https://a.b/c?d=1' },
  { name: 'the prompt', should: 0, apply: ({ query }) => query.messages?.[0]?.content ?? null },
  {
    name: 'only the words asked for',
    should: 0,
    apply: ({ constraint: { kwargs } }) =>
      Array.isArray(kwargs.keywords) ? kwargs.keywords.join(' ') : null,
  },
  {
    name: 'a refusal with the words',
    should: 0,
    apply: ({ constraint: { kwargs } }) =>
      Array.isArray(kwargs.keywords) ? `I will not write ${kwargs.keywords.join(' or ')}.` : null,
  },
  {
    name: 'the form and nothing in it',
    should: 0,
    apply: ({ constraint }) => EMPTY_FORMS[constraint.id] ?? null,
  },
  ...Object.entries(EMPTY_TALK).map(
    ([name, sentences]): Attack<ConstraintItem> => ({
      name,
      should: 0,
      apply: ({ constraint }) => inForm(constraint, sentences),
    }),
  ),
  {
    name: 'hidden in a comment',
    should: 0,
    apply: ({ constraint: { kwargs } }) =>
      Array.isArray(kwargs.keywords)
        ? `Bread is older than writing. <!-- ${kwargs.keywords.join(' ')} -->`
        : null,
  },
  {
    name: 'keywords inside other words',
    should: 0,
    apply: ({ constraint: { kwargs } }) =>
      Array.isArray(kwargs.keywords)
        ? `We saw ${kwargs.keywords.map((word) => `${String(word)}proofing and un${String(word)}worthy`).join(' things ')} things.`
        : null,
  },
  {
    name: 'forbidden words in disguise',
    should: 0,
    apply: ({ constraint: { kwargs } }) =>
      Array.isArray(kwargs.forbidden_words)
        ? `We made it with ${kwargs.forbidden_words.map((word) => `${String(word).slice(0, 2)}\u200b${String(word).slice(2)}`).join(' and ')}.`
        : null,
  },
];

/** Sentences in the form that a constraint asks for. */
function inForm({ id, kwargs }: Constraint, sentences: readonly string[]): string | null {
  const text = sentences.join(' ');
  const [first, second, third] = sentences;
  if (id.endsWith(':number_words')) return repeat(text, 8);
  if (id.endsWith(':number_sentences') || id.endsWith(':forbidden_words')) return text;
  if (Array.isArray(kwargs.keywords)) return `${text} ${kwargs.keywords.join(' ')}`;
  if (id.endsWith(':letter_frequency')) return `${text} qqqq`;
  if (id.endsWith(':title')) return `<<Bread at Dawn>>\n${text}`;
  if (id.endsWith(':number_bullet_lists')) return `* ${first}\n* ${second}\n* ${third}`;
  return id.endsWith(':multiple_sections') ? `Part 1\n${first}\nPart 2\n${second}` : null;
}

const EMPTY_FORMS: Readonly<Record<string, string>> = table({
  'detectable_format:title': '<<.>>',
  'detectable_content:number_placeholders': '[.] [.]',
  'detectable_format:number_bullet_lists': '* .\n* .\n* .',
  'detectable_format:multiple_sections': 'Go from Part 1 to Part 2.',
  'keywords:letter_frequency': 'qqqq',
  'length_constraints:number_sentences': 'Flour. Water. Salt. Time.',
  'keywords:existence': 'Keywords: yeast, crust',
});

/**
 * Attacks that keep the asked form and say nothing. The checkers and the guard beside them judge together: each has to
 * pass.
 */
export const constraintAttacks: AttackMatrix<ConstraintItem> = {
  tool: 'instruction-constraints',
  items,
  attacks,
};
