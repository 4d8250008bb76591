import type { ExampleSet } from './example-set.ts';

const CAPITALS: readonly (readonly [string, string, string])[] = [
  ['Norway', 'Oslo', 'Bergen'],
  ['Peru', 'Lima', 'Cusco'],
  ['Kenya', 'Nairobi', 'Mombasa'],
  ['Vietnam', 'Hanoi', 'Ho Chi Minh City'],
  ['Portugal', 'Lisbon', 'Porto'],
  ['New Zealand', 'Wellington', 'Auckland'],
  ['Canada', 'Ottawa', 'Toronto'],
  ['Morocco', 'Rabat', 'Casablanca'],
];
const SUBJECTS = [
  'Which planet is closest to the Sun?',
  'Which of these metals is liquid at room temperature?',
  'Which gas do plants take in for photosynthesis?',
  'Which ocean is the largest?',
];
const OPTIONS = [
  ['Venus', 'Mercury', 'Mars', 'Jupiter'],
  ['Iron', 'Copper', 'Gold', 'Mercury'],
  ['Carbon dioxide', 'Helium', 'Neon', 'Argon'],
  ['Atlantic', 'Indian', 'Pacific', 'Arctic'],
];
const KEYS = [1, 3, 0, 2];
const WORDS = ['oak', 'elm', 'yew', 'fir', 'ash', 'pine', 'birch', 'maple', 'cedar', 'larch'];

/** Facts, multiple choice, and words to sort. */
export function addQuestions(examples: ExampleSet): void {
  for (const [country, capital, other] of CAPITALS) {
    examples.group(
      `capital-${country.toLowerCase().replaceAll(' ', '-')}`,
      { prompt: `what is the capital of ${country.toLowerCase()}`, reference: capital },
      [
        ['word', capital, true],
        ['sentence', `The capital of ${country} is ${capital}.`, true],
        ['other', `The capital of ${country} is ${other}.`, false],
        ['negated', `It is certainly not ${capital}; the capital is ${other}.`, false],
      ],
    );
  }

  for (const [index, question] of SUBJECTS.entries()) {
    const letters = ['A', 'B', 'C', 'D'];
    const options = OPTIONS[index]!;
    const key = KEYS[index]!;
    const prompt = `${question}\nOptions:\n${options.map((option, at) => `(${letters[at]}) ${option}`).join('\n')}`;
    examples.group(`choice-${index}`, { prompt, reference: `(${letters[key]})` }, [
      ['letter', `So the answer is (${letters[key]}).`, true],
      ['bold', `**${letters[key]}**`, true],
      ['text', `The answer is ${options[key]}.`, true],
      ['wrong', `So the answer is (${letters[(key + 1) % 4]}).`, false],
      ['all', 'It could be A, B, C or D.', false],
    ]);
  }

  for (let index = 0; index < 6; index++) {
    const words = [...WORDS].sort(() => examples.random() - 0.5).slice(0, 5);
    const sorted = [...words].sort();
    examples.group(
      `sorting-${index}`,
      {
        prompt: `Sort the following words alphabetically: List: ${words.join(' ')}`,
        reference: sorted.join(' '),
      },
      [
        [
          'right',
          `The words in order are: ${sorted.join(', ')}. So the answer is ${sorted.join(' ')}.`,
          true,
        ],
        ['reversed', `So the answer is ${[...sorted].reverse().join(' ')}.`, false],
        ['short', `So the answer is ${sorted.slice(0, 4).join(' ')}.`, false],
      ],
    );
  }
}
