/** Small programs of the sort that policies write, right and wrong in turn, and the tests that all scorers give them. */
export interface Candidate {
  readonly name: string;
  readonly source: string;
  readonly right: boolean;
  readonly inputs: readonly (readonly unknown[])[];
  readonly outputs: readonly unknown[];
}

interface Task {
  readonly name: string;
  readonly right: string;
  readonly wrong: string;
  readonly inputs: readonly (readonly unknown[])[];
  readonly outputs: readonly unknown[];
}

const TASKS: readonly Task[] = [
  {
    name: 'area',
    right: 'def area(w, h):\n    return w * h\n',
    wrong: 'def area(w, h):\n    return w + h\n',
    inputs: [1, 2, 3, 4, 5].map((n) => [n, 3]),
    outputs: [3, 6, 9, 12, 15],
  },
  {
    name: 'evens',
    right: 'def evens(items):\n    return [item for item in items if item % 2 == 0]\n',
    wrong: 'def evens(items):\n    return items[::2]\n',
    inputs: [[[1, 2, 3]], [[4, 6, 8]], [[]], [[7, 7]], [[0, 5, 10]]],
    outputs: [[2], [4, 6, 8], [], [], [0, 10]],
  },
  {
    name: 'words',
    right:
      'from collections import Counter\n\ndef words(text):\n    return sorted(Counter(text.lower().split()).items())\n',
    wrong: 'def words(text):\n    return sorted((word, 1) for word in set(text.split()))\n',
    inputs: [['a b a'], ['B b'], [''], ['one'], ['x y z x x']],
    outputs: [
      [
        ['a', 2],
        ['b', 1],
      ],
      [['b', 2]],
      [],
      [['one', 1]],
      [
        ['x', 3],
        ['y', 1],
        ['z', 1],
      ],
    ],
  },
  {
    name: 'fib',
    right: 'def fib(n):\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n',
    wrong: 'def fib(n):\n    return n if n < 3 else fib(n - 1) + fib(n - 3)\n',
    inputs: [[1], [2], [7], [10], [30]],
    outputs: [1, 1, 13, 55, 832040],
  },
];

export const CANDIDATES: readonly Candidate[] = TASKS.flatMap(({ name, right, wrong, inputs, outputs }) => [
  { name, source: right, right: true, inputs, outputs },
  { name, source: wrong, right: false, inputs, outputs },
]);

/** @returns the program with its tests below it, as people run it who run it at all */
export function withAsserts({ name, source, inputs, outputs }: Candidate): string {
  const literal = (value: unknown): string => `json.loads(${JSON.stringify(JSON.stringify(value))})`;
  const lines = inputs.map(
    (input, index) =>
      `assert json.loads(json.dumps(${name}(*${literal(input)}))) == ${literal(outputs[index])}`,
  );
  return `import json\n${source}\n${lines.join('\n')}\n`;
}
