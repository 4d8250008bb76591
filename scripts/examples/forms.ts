import type { ExampleSet } from './example-set.ts';

const CALL = { name: 'get_weather', arguments: { city: 'Oslo', unit: 'celsius' } };

/** What a program prints, constraints on the form, and a tool call. */
export function addForms(examples: ExampleSet): void {
  for (let index = 0; index < 8; index++) {
    const numbers = Array.from({ length: examples.whole(3, 5) }, () => examples.whole(1, 9));
    const doubled = numbers.map((number) => number * 2);
    const prompt = `def f(items):\n    out = []\n    for item in items:\n        out.append(item * 2)\n    return out\n\nWhat does f([${numbers.join(', ')}]) return? Answer with a Python literal.`;
    examples.group(`output-${index}`, { prompt, reference: `[${doubled.join(', ')}]` }, [
      ['right', `[${doubled.join(', ')}]`, true],
      ['spaced', `[${doubled.join(',')}]`, true],
      ['unchanged', `[${numbers.join(', ')}]`, false],
      ['tuple', `(${doubled.join(', ')})`, false],
    ]);
  }

  examples.group(
    'constraints-short',
    {
      prompt: 'Name three colours. Use no commas, and write all of it in lower case.',
      instruction_id_list: ['punctuation:no_comma', 'change_case:english_lowercase'],
      kwargs: [{}, {}],
    },
    [
      ['both', 'the three colours that i would name are red and green and blue', true],
      ['comma', 'the colours are red, green and blue', false],
      ['capitals', 'The three colours that I would name are red and green and blue', false],
    ],
  );
  examples.group(
    'constraints-json',
    {
      prompt: 'Describe a bicycle as JSON. Wrap the entire output in JSON format.',
      instruction_id_list: ['detectable_format:json_format'],
      kwargs: [{}],
    },
    [
      ['json', '{"wheels": 2, "motor": false}', true],
      ['prose', 'A bicycle has two wheels.', false],
    ],
  );

  examples.group(
    'tool-call',
    { prompt: 'How warm is it in Oslo? Use get_weather.', expected_calls: [CALL] },
    [
      ['right', `<tool_call>${JSON.stringify(CALL)}</tool_call>`, true],
      [
        'other-city',
        `<tool_call>${JSON.stringify({ ...CALL, arguments: { city: 'Rome', unit: 'celsius' } })}</tool_call>`,
        null,
      ],
      ['none', 'It is probably cold there.', false],
    ],
  );
}
