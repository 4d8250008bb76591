/** Slots, and the texts that may fill each. */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/**
 * Fills `{slot}`, `{slot#1}` (the same choice wherever it stands) and `{n:1-9}`; other braces stay.
 * @param random from 0 to below 1
 */
export function expanded(
  template: string,
  grammar: Grammar,
  random: () => number,
  chosen: Map<string, string> = new Map(),
): string {
  return template.replace(
    /\{([A-Za-z-]+\d?)(#\d)?\}|\{n:(-?\d+)-(\d+)\}/g,
    (whole, slot, mark, low, high) => {
      if (low !== undefined)
        return String(Number(low) + Math.floor(random() * (Number(high) - Number(low) + 1)));
      const options = grammar[slot];
      if (!options) return whole;
      const before = mark ? chosen.get(slot + mark) : undefined;
      if (before !== undefined) return before;
      const taken = new Set(mark ? chosen.values() : []);
      const free = options.filter((option) => !taken.has(option));
      const pool = free.length > 0 ? free : options;
      const value = expanded(pool[Math.floor(random() * pool.length)]!, grammar, random, chosen);
      if (mark) chosen.set(slot + mark, value);
      return value;
    },
  );
}
