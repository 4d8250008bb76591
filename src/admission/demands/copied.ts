import { allSay, type Demand, type Example, ORDER, standsIn } from './demand.ts';
import { leavesOf } from './json-paths.ts';
import type { Shape } from './shape.ts';

/** Words with which a prompt asks for an exact copy of its own texts. */
const AS_IT_IS =
  /\b(?:exactly as|verbatim|unchanged|as (?:it|they) (?:is|are|stands?|appears?)|letter by letter|case-sensitive|same (?:case|spelling)|do not change|without changing)\b/i;
const FEWEST = 3;

/** Demands for texts that all right responses copy from the prompt: values by their place, and whole lines or items. */
export function copiedDemands(rights: readonly Example[]): Demand[] {
  return [...copied(rights), ...pieces(rights)];
}

/** Values of JSON and of pairs that stand in the prompt, and differ between the prompts. */
function copied(rights: readonly Example[]): Demand[] {
  const valuesOf = ({ form, value, names: given, items }: Shape): [string, string][] =>
    form.kind === 'json'
      ? leavesOf(value).flatMap((leaf) => (leaf.value === null ? [] : [[leaf.path, String(leaf.value)]]))
      : form.kind === 'pairs'
        ? given.map((name, at) => [name, items[at] ?? ''])
        : [];
  const at = (shape: Shape, place: string) =>
    valuesOf(shape)
      .filter(([name]) => name === place)
      .map(([, text]) => text)
      .join('\n');
  const places = new Set(valuesOf(rights[0]!.shape).map(([place]) => place));
  return [...places].flatMap((place): Demand[] => {
    const texts = rights.map(({ shape }) => at(shape, place));
    if (new Set(texts).size < FEWEST || !texts.every((text) => /\p{L}/u.test(text))) return [];
    if (texts.every((text) => isVocabulary(text.split('\n'), rights))) return [];
    if (
      !rights.every(({ prompt }, index) => texts[index]!.split('\n').every((text) => standsIn(text, prompt)))
    )
      return [];
    const plain = (shape: Shape) => at(shape, place).toLowerCase();
    const sorted = (text: string) => text.split('\n').sort().join('\n');
    const whole: Demand = {
      name: `${place} as the prompt gives it`,
      sure: true,
      holds: (_, response, original) => sorted(plain(response)) === sorted(plain(original)),
    };
    const letters: Demand = {
      name: `${place} in the letters of the prompt`,
      sure: allSay(rights, AS_IT_IS),
      holds: (_, response, original) =>
        sorted(plain(response)) !== sorted(plain(original)) ||
        sorted(at(response, place)) === sorted(at(original, place)),
    };
    if (!place.includes('[]')) return [whole, letters];
    const order: Demand = {
      name: `${place} in order`,
      sure: allSay(rights, ORDER),
      holds: (_, response, original) => plain(response) === plain(original),
    };
    return [whole, letters, order];
  });
}

/** Whether all texts stand in every prompt: then they are words of the task, and which of them are right is open. */
function isVocabulary(texts: readonly string[], rights: readonly Example[]): boolean {
  return texts.every((text) => rights.every(({ prompt }) => standsIn(text, prompt)));
}

/** Demands for lines and items that all stand in the prompt: none may be missing, doubled or different. */
function pieces(rights: readonly Example[]): Demand[] {
  if (!['lines', 'list'].includes(rights[0]!.shape.form.kind)) return [];
  const stated = ({ prompt, shape }: Example) =>
    shape.items.length > 1 && shape.items.every((item) => standsIn(item, prompt));
  if (!rights.every(stated)) return [];
  const plain = ({ items }: Shape) => items.map((item) => item.toLowerCase());
  const sorted = (list: readonly string[]) => list.toSorted().join('\n');
  return [
    {
      name: 'the pieces that the prompt gives, each once',
      sure: true,
      holds: (_, response, original) => sorted(plain(response)) === sorted(plain(original)),
    },
    {
      name: 'the pieces in the letters of the prompt',
      sure: allSay(rights, AS_IT_IS),
      holds: (_, response, original) =>
        sorted(plain(response)) !== sorted(plain(original)) ||
        sorted(response.items) === sorted(original.items),
    },
    {
      name: 'the pieces of the prompt in their order',
      sure: allSay(rights, ORDER),
      holds: (_, response, original) => {
        const [mine, theirs] = [plain(response), plain(original)];
        const kept = mine.filter((item) => theirs.includes(item));
        return kept.join('\n') === theirs.filter((item) => kept.includes(item)).join('\n');
      },
    },
  ];
}
