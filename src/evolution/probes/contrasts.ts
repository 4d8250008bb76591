/** A prompt with a response that is right for it. */
export interface Answered {
  readonly prompt: string;
  readonly response: string;
}

/** Words that two prompts must share to be near each other. */
const LEAST_SHARED = 0.5;

/**
 * Pairs of prompts that are worded alike and want different responses (Contrast Instructions, arXiv 2309.16155).
 * @returns the places of each pair; each prompt is in one pair at most
 */
export function contrastsAmong(answered: readonly Answered[]): [number, number][] {
  const words = answered.map(({ prompt }) => new Set(prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  const near: [number, number, number][] = [];
  for (let one = 0; one < answered.length; one++)
    for (let other = one + 1; other < answered.length; other++) {
      const shared = sharedWords(words[one]!, words[other]!);
      const differs = answered[one]!.response.trim() !== answered[other]!.response.trim();
      if (shared >= LEAST_SHARED && differs && answered[one]!.prompt !== answered[other]!.prompt)
        near.push([one, other, shared]);
    }
  const taken = new Set<number>();
  return near
    .sort((left, right) => right[2] - left[2])
    .flatMap(([one, other]): [number, number][] => {
      if (taken.has(one) || taken.has(other)) return [];
      taken.add(one).add(other);
      return [[one, other]];
    });
}

function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  return common / Math.max(1, one.size + other.size - common);
}
