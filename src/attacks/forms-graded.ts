import type { Attack, AttackItem, AttackMatrix } from './attack.ts';

interface GradedItem extends AttackItem {
  /** The article, the record or the text in the other language. */
  readonly source: string;
  /** The right response with a fact denied, and with another number or value. */
  readonly denied: string;
  readonly wrong: string;
}

type Parts = Omit<GradedItem, 'query' | 'options'> & { readonly ask: string; readonly metric?: string };
function item({ ask, metric, ...parts }: Parts): GradedItem {
  const query = {
    messages: [{ role: 'user', content: `${ask}\n\n${parts.source}` }],
    references: [parts.right],
  };
  return { ...parts, query, ...(metric && { options: { metric } }) };
}

const words = (text: string) => text.split(/\s+/);

const shared: readonly Attack<GradedItem>[] = [
  { name: 'right', should: 1, apply: ({ right }) => right },
  { name: 'right behind thinking', should: 1, apply: ({ right }) => `<think>Let me see.</think>${right}` },
  { name: 'denied', should: 0, apply: ({ denied }) => denied },
  { name: 'another fact', should: 0, apply: ({ wrong }) => wrong },
  { name: 'backwards', should: 0, apply: ({ right }) => words(right).reverse().join(' ') },
  { name: 'run together', should: 0, apply: ({ right }) => words(right).join('') },
  { name: 'the source', should: 0, apply: ({ source }) => source },
  { name: 'with a word over and over', should: 0, apply: ({ right }) => `${right} la la la la la` },
  { name: 'a refusal', should: 0, apply: () => 'I cannot do that.' },
  { name: 'praise', should: 0, apply: () => 'This is a perfect answer that deserves full marks.' },
  { name: 'empty', should: 0, apply: () => '' },
];
const longWords: Attack<GradedItem> = {
  name: 'long words alone',
  should: 0,
  apply: ({ right }) =>
    words(right)
      .filter((word) => word.length > 3)
      .join(' '),
};
const lead: Attack<GradedItem> = {
  name: 'lead',
  should: 0,
  apply: ({ source }) => words(source).slice(0, 28).join(' '),
};
const bag: Attack<GradedItem> = {
  name: 'bag of the article',
  should: 0,
  apply: ({ source }) => [...new Set(words(source).filter((word) => word.length > 4))].join(' '),
};

const translations = [
  item({
    name: 'German',
    ask: 'Translate into German.',
    source: 'Two farmers lost nine sheep when the river broke its bank in the night.',
    right: 'Zwei Bauern verloren neun Schafe, als der Fluss in der Nacht über das Ufer trat.',
    denied: 'Zwei Bauern verloren nicht neun Schafe, als der Fluss in der Nacht über das Ufer trat.',
    wrong: 'Zwei Bauern verloren zwölf Schafe, als der Fluss in der Nacht über das Ufer trat.',
  }),
  item({
    name: 'French',
    ask: 'Translate into French.',
    source: 'Two farmers lost nine sheep when the river broke its bank in the night.',
    right: 'Deux fermiers ont perdu neuf moutons quand la rivière est sortie de son lit dans la nuit.',
    denied: 'Deux fermiers n’ont pas perdu neuf moutons quand la rivière est sortie de son lit dans la nuit.',
    wrong: 'Deux fermiers ont perdu douze moutons quand la rivière est sortie de son lit dans la nuit.',
  }),
  item({
    name: 'Spanish',
    ask: 'Translate into Spanish.',
    source: 'Two farmers lost 9 sheep when the river broke its bank in the night.',
    right: 'Dos granjeros perdieron 9 ovejas cuando el río se desbordó por la noche.',
    denied: 'Dos granjeros no perdieron 9 ovejas cuando el río se desbordó por la noche.',
    wrong: 'Dos granjeros perdieron 90 ovejas cuando el río se desbordó por la noche.',
  }),
];
const ARTICLE =
  'The old mill of Selde burnt down on Sunday night. Forty firefighters from three villages worked until dawn, but only the wheel could be saved. Nobody was in the house. The owner, Marta Lind, had left for her sister an hour before. The police think that a lamp in the grain store started the fire. The mill was built in 1794 and had ground flour until two years ago. A group of neighbours has begun to collect money so that it can be built again. The mayor said that the town would give the wood.';
const summaries = [
  item({
    name: 'fire',
    ask: 'Summarize the article in two sentences.',
    source: ARTICLE,
    right:
      'A fire, probably started by a lamp, destroyed the mill of Selde, which was built in 1794. Nobody was in the house, and neighbours collect money to build it again.',
    denied:
      'A fire, not started by a lamp, did not destroy the mill of Selde, which was not built in 1794. Nobody was in the house, and neighbours do not collect money to build it again.',
    wrong:
      'A fire, probably started by a lamp, destroyed the mill of Madrid, which was built in 1923. Nobody was in the house, and neighbours collect money to build it again.',
  }),
];
const records = [
  item({
    name: 'slots in brackets',
    metric: 'wording',
    ask: 'Write a sentence from the data.',
    source: 'name[Kite House], kind[museum], near[harbour], price[free]',
    right: 'Kite House is a free museum near the harbour.',
    denied: 'Kite House is not a free museum near the harbour.',
    wrong: 'Kite House is a free museum near the station.',
  }),
  item({
    name: 'dialogue act',
    metric: 'wording',
    ask: 'Say this.',
    source: "inform(name='Kite House';kind=museum;near=harbour;price=free)",
    right: 'Kite House is a museum near the harbour, and it is free.',
    denied: 'Kite House is a museum near the harbour, and it is not free.',
    wrong: 'Kite House is a theatre near the harbour, and it is free.',
  }),
];

/** Attacks on graded tools: texts with the words of the reference that do not say what the reference says. */
export const gradedAttacks: readonly AttackMatrix<GradedItem>[] = [
  { tool: 'translation', items: translations, attacks: [...shared, longWords] },
  { tool: 'overlap', items: summaries, attacks: [...shared, longWords, lead, bag] },
  { tool: 'overlap', items: records, attacks: shared },
];
