/** The items of one RL step: 128 queries × 8 answers over five kinds, all of our own making, as rows and as verl's scorers take them. */

const ROLLOUTS = 8;

interface StepQuery {
  readonly kind: string;
  readonly row: Readonly<Record<string, unknown>>;
  /** What verl's scorer of the kind takes for the truth. */
  readonly truth: unknown;
  readonly answers: readonly string[];
}

const working =
  'We restate what is given and work through it one step after another, checking each part. '.repeat(4);
const CITIES = ['Lisbon', 'Oslo', 'Nairobi', 'Quito', 'Hanoi', 'Bern', 'Tunis', 'Lima'];
const rollouts = (make: (at: number) => string): string[] =>
  Array.from({ length: ROLLOUTS }, (_, at) => make(at));

const KINDS: Record<string, { count: number; make: (index: number) => Omit<StepQuery, 'kind'> }> = {
  'final-number': {
    count: 30,
    make: (index) => ({
      row: {
        prompt: `A shop has ${index} shelves with 12 books each and sells 5. How many books are left?`,
        reference: String(index * 12 - 5),
      },
      truth: String(index * 12 - 5),
      answers: rollouts(
        (at) => `${working}So ${index} times 12, minus 5 (attempt ${at}).\n#### ${index * 12 - 5 + (at % 2)}`,
      ),
    }),
  },
  math: {
    count: 30,
    make: (index) => ({
      row: {
        prompt: `Compute $\\frac{${index}}{4} + \\sqrt{2}$. Put your final answer in \\boxed{}.`,
        reference: `\\frac{${index}}{4}+\\sqrt{2}`,
      },
      truth: `\\frac{${index}}{4}+\\sqrt{2}`,
      answers: rollouts(
        (at) => `${working}Attempt ${at}: hence $\\boxed{\\sqrt{2} + \\frac{${index * 2 + (at % 2)}}{8}}$.`,
      ),
    }),
  },
  qa: {
    count: 30,
    make: (index) => ({
      row: {
        prompt: `In which city was the ${index}th meeting of the society held? Answer in a few words.`,
        reference: CITIES[index % 8],
        data_source: 'searchR1_nq',
      },
      truth: [CITIES[index % 8]],
      answers: rollouts(
        (at) => `<think>${working}Attempt ${at}.</think>\n<answer>${CITIES[(index + (at % 2)) % 8]}</answer>`,
      ),
    }),
  },
  translation: {
    count: 30,
    make: (index) => ({
      row: {
        prompt: `Translate into German: The ${index} boats in the harbour are waiting for better weather and a new crew.`,
        reference: `Die ${index} Boote im Hafen warten auf besseres Wetter und eine neue Mannschaft.`,
        languages: { source: 'en', target: 'de' },
      },
      truth: `Die ${index} Boote im Hafen warten auf besseres Wetter und eine neue Mannschaft.`,
      answers: rollouts(
        (at) =>
          `Die ${index} Schiffe im Hafen warten ${at} Tage auf ${at % 2 ? 'gutes' : 'besseres'} Wetter und eine neue Mannschaft.`,
      ),
    }),
  },
  code: {
    count: 8,
    make: (index) => {
      const inputs = ['1\n', '2\n', '30\n'];
      const outputs = inputs.map((text) => `${Number(text) + index}\n`);
      return {
        row: {
          prompt: `Read a whole number from standard input and print it plus ${index}. Write Python.`,
          tests: { inputs, outputs },
        },
        truth: { inputs, outputs },
        answers: rollouts(
          (at) =>
            `Here it is.\n\`\`\`python\n# attempt ${at}\nprint(int(input()) + ${index + (at % 2)})\n\`\`\`\n`,
        ),
      };
    },
  },
};

/** @param serial numbers the steps, so that no two have a text in common */
export function stepQueries(serial: number): StepQuery[] {
  return Object.entries(KINDS).flatMap(([kind, { count, make }]) =>
    Array.from({ length: count }, (_, at) => ({ kind, ...make(10 + serial * 100 + at) })),
  );
}
