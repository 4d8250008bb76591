import { Random } from '../../src/spec/random.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { writingTask } from '../../src/text/writing/writing-task.ts';
import type { WritingItem } from './data.ts';

/** A text that is worse than the original by construction. */
export interface Negative {
  readonly name: string;
  readonly text: string;
}

const FILLER = {
  en: [
    'It is important to note that this topic matters a great deal to many people.',
    'There are many different aspects that should be taken into account here.',
    'In today’s world, this plays a more and more important role in our lives.',
    'As we all know, everything has two sides, and balance is the key.',
    'Overall, it is clear that much more could be said about this.',
    'This shows once again how significant the matter is for everyone.',
  ],
  zh: [
    '众所周知，这个问题对我们每个人来说都非常重要。',
    '在当今社会，这一点发挥着越来越重要的作用。',
    '总的来说，任何事情都有两面性，关键在于把握好平衡。',
    '我们应该从多个方面来看待这个问题，不断努力，不断进步。',
    '相信在大家的共同努力下，明天一定会更加美好。',
    '由此可见，这件事情具有十分重大的意义。',
  ],
} as const;

/** @returns the sentences of a text with what joins them, so that they make the text again */
export function piecesOf(text: string, lang: 'en' | 'zh'): string[] {
  if (lang === 'zh')
    return (
      text.match(/[^。！？!?\n]*(?:[。！？!?]+[”’」』）)]*|\n+|$)/g)?.filter((part) => part !== '') ?? []
    );
  return text.split(/(?<=\n)/).flatMap((line) => {
    const sentences = splitSentences(line);
    return sentences.map((sentence, at) => (at === sentences.length - 1 ? `${sentence}\n` : `${sentence} `));
  });
}

/** @returns texts that are worse than the original of an item: each with the name of its sort */
export function negativesOf(item: WritingItem, others: readonly WritingItem[], seed: number): Negative[] {
  const { lang, reference } = item;
  const random = new Random(seed, item.id);
  const pieces = piecesOf(reference, lang);
  const words = lang === 'zh' ? [...reference] : reference.split(/(?<=\s)/);
  const join = lang === 'zh' ? '' : ' ';
  const filler = FILLER[lang];
  const other =
    random.shuffled(others.filter(({ id, genre }) => id !== item.id && genre === item.genre))[0] ??
    random.shuffled(others.filter(({ id }) => id !== item.id))[0]!;
  const half = Math.floor(reference.length / 2);
  const made: Negative[] = [
    { name: 'another item', text: other.reference.slice(0, Math.max(200, reference.length)) },
    { name: 'words shuffled', text: random.shuffled(words).join('') },
    { name: 'truncated', text: reference.slice(0, half) },
    {
      name: 'truncated at a sentence',
      text: pieces
        .slice(0, Math.ceil(pieces.length / 2))
        .join('')
        .trim(),
    },
    {
      name: 'padded with filler',
      text: [
        reference,
        ...Array.from(
          { length: Math.max(4, Math.round(pieces.length / 3)) },
          (_, at) => filler[at % filler.length]!,
        ),
      ].join(join),
    },
    {
      name: 'padded with itself',
      text: `${reference}\n${random
        .shuffled(pieces)
        .slice(0, Math.ceil(pieces.length / 2))
        .join('')}`,
    },
    { name: 'padded with another', text: `${reference}\n${other.reference.slice(0, half)}` },
    { name: 'negated', text: negated(reference, lang) },
  ];
  if (pieces.length >= 4)
    made.push({ name: 'sentences shuffled', text: random.shuffled(pieces).join('').trim() });
  const task = writingTask(item.prompt);
  if (item.operation === 'edit' && task) {
    made.push({ name: 'ignores the critique', text: task.draft });
    made.push({
      name: 'ignores the critique, reworded',
      text: random.shuffled(piecesOf(task.draft, lang)).slice(1).join('').trim(),
    });
  }
  if (item.operation === 'expand' && task) {
    const third = Math.floor(pieces.length / 3);
    made.push({
      name: 'outline backwards',
      text: [...pieces.slice(2 * third), ...pieces.slice(third, 2 * third), ...pieces.slice(0, third)]
        .join('')
        .trim(),
    });
    made.push({
      name: 'half the outline',
      text: [...pieces.slice(0, third), ...pieces.slice(-Math.ceil(third / 2))].join('').trim(),
    });
    made.push({ name: 'the outline said back', text: task.outline.join('\n') });
  }
  if (item.operation === 'cloze' && task) {
    const around = piecesOf(`${task.before}\n${task.after}`, lang);
    const from = Math.max(0, Math.floor(around.length / 2) - 4);
    made.push({
      name: 'repeats what stands around',
      text: around
        .slice(from, from + Math.max(2, pieces.length))
        .join('')
        .trim(),
    });
  }
  return made.filter(({ text }) => text.trim() !== '' && text.trim() !== reference.trim());
}

function negated(text: string, lang: 'en' | 'zh'): string {
  if (lang === 'zh')
    return text.replace(/(?<![不没])(是|会|能|可以|要|有|应该|必须)/g, (verb) =>
      verb === '有' ? '没有' : `不${verb}`,
    );
  return text.replace(
    /\b(is|are|was|were|will|can|could|should|would|has|have|had|must|may)\b(?! not)/gi,
    '$1 not',
  );
}
