import { wordsOf } from '../demands/counts.ts';
import { quotedIn } from '../demands/quoted.ts';
import { type EditInput, placeName, places, type StructureEdit, swapped } from './structure-edit.ts';

const MOST_WORDS = 400;

/** Edits of the words of running text: one less, one more, exchanged, another; and of what the prompt quotes. */
export function editWords({ shape, prompt }: EditInput): StructureEdit[] {
  const { text } = shape;
  const edits: StructureEdit[] = [];
  const words = wordsOf(text);
  const add = (sort: string, list: readonly string[]) => edits.push({ sort, text: list.join(' ') });
  if (shape.form.kind === 'text' && shape.lines.length === 1 && words.length < MOST_WORDS) {
    for (const at of places(words.length)) {
      const where = placeName(at, words.length);
      if (words.length > 1) add(`${where} word left out`, words.toSpliced(at, 1));
      add(`${where} word doubled`, words.toSpliced(at, 0, words[at]!));
      add(`${where} word another`, words.with(at, 'lantern'));
    }
    for (let at = 0; at + 1 < Math.min(words.length, 4); at++)
      add('two words exchanged', swapped(words, at, at + 1));
    if (words.length > 1 && !text.includes(','))
      edits.push({ sort: 'another separator between words', text: words.join(', ') });
    if (words.length > 2) add('words turned round', words.toReversed());
    add('words more at the end', [...words, 'and', 'lanterns', 'too']);
  }
  for (const quoted of quotedIn(prompt).slice(0, 4)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(quoted)}(?![\\p{L}\\p{N}])`, 'giu');
    if (pattern.test(text))
      edits.push(
        { sort: 'what the prompt quotes made longer', text: text.replace(pattern, (found) => `${found}ly`) },
        { sort: 'what the prompt quotes another', text: text.replace(pattern, 'lantern') },
        { sort: 'what the prompt quotes left out', text: text.replace(pattern, '').replace(/ {2,}/g, ' ') },
      );
    else edits.push({ sort: 'what the prompt quotes put in', text: `${text.trimEnd()} ${quoted}` });
  }
  return edits;
}
