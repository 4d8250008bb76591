import type { ScorerInput } from './scorer-input.ts';

/** @returns a guess of the tokens of an input, on the high side for English: no tokenizer is at hand */
export function tokensOf(input: ScorerInput): number {
  if (input.as === 'tokens') return input.ids.length;
  return Math.ceil(textsOf(input).reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 3);
}

/**
 * Puts items into batches, in order, each within a budget of tokens as a server will see it: every item is padded to the
 * longest of its batch. An item above the budget is alone.
 * @param most items of a batch
 */
export function tokenBatches<Item extends { readonly input: ScorerInput; readonly tokens: number }>(
  items: readonly Item[],
  budget: number,
  most: (as: ScorerInput['as']) => number,
): Item[][] {
  const batches: Item[][] = [];
  let longest = 0;
  for (const item of items) {
    const batch = batches.at(-1);
    const { tokens } = item;
    const padded = Math.max(longest, tokens) * ((batch?.length ?? 0) + 1);
    if (batch && batch.length < most(item.input.as) && padded <= budget) {
      batch.push(item);
      longest = Math.max(longest, tokens);
    } else {
      batches.push([item]);
      longest = tokens;
    }
  }
  return batches;
}

function textsOf(input: ScorerInput): string[] {
  switch (input.as) {
    case 'text':
      return [input.text];
    case 'pair':
      return [input.first, input.second];
    case 'chat':
      return input.messages.map(({ content }) => content);
    case 'fields':
      return Object.values(input.fields);
    case 'pieces':
      return [input.before, ...input.parts, input.behind];
    case 'tokens':
      return [];
  }
}
