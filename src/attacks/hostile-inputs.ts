/** A response that no tool may hang or crash on (gate G1). Of our own making. */
export interface HostileInput {
  readonly name: string;
  readonly text: string;
  /**
   * So odd that only built-in tools and tools of agents are tried with it, and not functions that users already have in
   * use.
   */
  readonly odd?: true;
}

const PROSE =
  'The river rose in the night, and the people of the lower town carried what they could to the mill. Nobody counted the sacks. By noon the water stood at the third step; the baker measured it with a stick and wrote the mark on the wall.\n';

/** @returns prose without numbers, `length` characters long */
export function prose(length: number): string {
  return PROSE.repeat(Math.ceil(length / PROSE.length)).slice(0, length);
}

export const HOSTILE_INPUTS: readonly HostileInput[] = [
  { name: 'empty', text: '' },
  { name: 'white space', text: ' \n\t ' },
  { name: 'a line break', text: '\n' },
  { name: 'accents', text: 'Là où l’été naïf a vécu — déjà vu, “so” it says…' },
  { name: 'Chinese, Arabic, Hindi', text: '答案是四十二。 الجواب هو اثنان وأربعون. उत्तर बयालीस है।' },
  { name: 'other digits', text: '٤٢ and ४२ and ４２ and ²' },
  { name: 'right to left', text: '\u202e42\u202c مرحبا' },
  { name: 'emoji', text: '👩‍👩‍👧‍👦🎉 so it is 🙂' },
  { name: 'combining marks', text: `e${'\u0301'.repeat(2_000)}` },
  { name: 'control characters', text: '\u0001\u001b[31m\u0007 \u00a0\u200b\ufeff' },
  { name: 'prose', text: prose(3_000) },
  { name: '20,000 characters of prose', text: prose(20_000) },
  { name: 'one long word', text: 'a'.repeat(3_000) },
  { name: 'many digits', text: '7'.repeat(200) },
  { name: 'many words', text: 'word '.repeat(2_000) },
  { name: 'many numbers', text: Array.from({ length: 1_000 }, (_, index) => index * 7 + 1000).join(' ') },
  { name: 'letters, then a mark', text: `${'a'.repeat(2_000)}!` },
  { name: 'letters and a mark, short', text: `${'a'.repeat(40)}!` },
  { name: 'digits, then a letter', text: `${'1'.repeat(100)}x` },
  { name: 'words, then a mark', text: `${'ab '.repeat(600)}!` },
  { name: 'spaces, then a letter', text: `${' '.repeat(1_500)}x` },
  { name: 'brackets', text: '('.repeat(500) },
  { name: 'braces of a box', text: `\\boxed{${'{'.repeat(300)}1` },
  { name: 'markers', text: 'The answer is '.repeat(300) },
  { name: 'hashes', text: '#### '.repeat(300) },
  { name: 'tags', text: '<answer>'.repeat(300) },
  { name: 'fences', text: '```json\n'.repeat(300) },
  { name: 'broken JSON', text: '{"answer": [1, 2, {"a":' },
  { name: 'a division by nothing', text: 'The answer is 1/0.', odd: true },
  { name: 'NUL', text: 'a\u0000b', odd: true },
  { name: 'lone surrogates', text: '\ud800 \udfff 7', odd: true },
  { name: 'deep brackets', text: '('.repeat(50_000), odd: true },
  { name: 'deep braces', text: `\\boxed{${'{'.repeat(20_000)}1`, odd: true },
  { name: 'deep JSON', text: '[{"a":'.repeat(20_000), odd: true },
  { name: 'nested fractions', text: `$${'\\frac{'.repeat(500)}1${'}{2}'.repeat(500)}$`, odd: true },
  { name: 'a tower of powers', text: '\\boxed{9^{9^{9^{9^{9^{9}}}}}}', odd: true },
  { name: 'a large factorial', text: 'The answer is 200000!', odd: true },
  { name: 'NaN', text: 'NaN', odd: true },
  { name: 'Infinity', text: '\\boxed{-Infinity}', odd: true },
];

/** For built-in tools and tools of agents alone: they can shorten a text with `rlar.clip`. */
export const ENDLESS_INPUTS: readonly HostileInput[] = [
  { name: 'a million characters', text: 'a'.repeat(1_000_000) },
  { name: 'a million digits', text: '7'.repeat(1_000_000) },
  { name: '100,000 line breaks', text: '\n'.repeat(100_000) },
  { name: 'ReDoS bait', text: `${'a'.repeat(30_000)}!${' \t'.repeat(20_000)}x` },
  { name: 'many markers', text: 'The answer is '.repeat(20_000) },
  { name: 'many tags', text: '<answer>'.repeat(20_000) },
  { name: 'many fences', text: '```json\n'.repeat(10_000) },
  { name: 'many emoji', text: '👩‍👩‍👧‍👦'.repeat(5_000) },
  { name: 'many combining marks', text: `e${'\u0301'.repeat(50_000)}` },
];
