import { Random } from '../../src/spec/random.ts';

interface Example {
  readonly id: string;
  readonly response: string;
  readonly correct: boolean | null;
  readonly [field: string]: unknown;
}

/** Rollouts with their labels, and the seeded draws that they are made with. */
export class ExampleSet {
  readonly list: Example[] = [];
  readonly #numbers: Random;

  constructor(seed: number) {
    this.#numbers = new Random(seed);
  }

  /** Adds the answers to one query: `[name, response, is it right]`; null where nobody can say. */
  group(
    id: string,
    query: Record<string, unknown>,
    answers: readonly (readonly [string, string, boolean | null])[],
  ): void {
    for (const [name, response, correct] of answers)
      this.list.push({ id: `example/${id}/${name}`, ...query, response, correct });
  }

  random(): number {
    return this.#numbers.next();
  }

  /** @returns a whole number, both ends included */
  whole(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[Math.floor(this.random() * list.length)]!;
  }
}
