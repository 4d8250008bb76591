import type { Design } from './design.ts';
import type { Sample, Samples } from './samples.ts';
import { seededOrder } from './seeded-order.ts';

const MOST_SAMPLES = 6;

/** The design and the samples, for somebody who tests what others write. */
interface Shown {
  readonly design: string;
  /** With the arguments that the design read out of them. */
  readonly samples: readonly Sample[];
}

/** @returns the samples that the authors see, and the rules, both in an order of their own */
export function shuffledFor(design: Design, samples: Samples, seed: number): Shown {
  return { design: design.shuffled(seed), samples: ordered(withArguments(design, samples), seed) };
}

/** @returns samples that the authors were not shown, where there are some; else theirs in another order. The rules are shuffled */
export function othersFor(design: Design, samples: Samples, seed: number): Shown {
  const others = samples.hidden.length > 0 ? samples.hidden : withArguments(design, samples);
  return { design: design.shuffled(seed), samples: ordered(others, seed).slice(0, MOST_SAMPLES) };
}

/** @returns the shown samples, with the arguments that the caller or the design states */
export function withArguments(design: Design, { shown }: Pick<Samples, 'shown'>): readonly Sample[] {
  return shown.map((sample, at) => ({ ...sample, kwargs: sample.kwargs ?? design.kwargs.get(at) ?? null }));
}

function ordered(samples: readonly Sample[], seed: number): readonly Sample[] {
  return seededOrder(samples, seed, ({ prompt }) => prompt);
}
