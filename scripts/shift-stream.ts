/**
 * Writes a stream whose mix changes four times, for `rlar evolution replay`: `node scripts/with-node.mjs
 * scripts/shift-stream.ts FILE [SEED]`. From query 1,500 on a sort of constraint arrives that the library lacks, a quarter of
 * the traffic; from 2,500 on mathematics is answered in another form; from 3,300 on a policy exploits the tools of
 * mathematics, so that a quarter of what is paid there is not confirmed; from 4,100 on wrong answers to questions of spelling are
 * written so that they cannot be scored. The first queries of the new sort are those of `examples/acquisitions/exact-numerals`,
 * so that its recorded answers replay. `judgedSample` are the rows of every 61st query, with one judge pinned: `… FILE SEED one-judge`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../src/spec/random.ts';

const QUERIES = 4_900;
const ROLLOUTS = 4;
const STARTS = { sort: 1_500, form: 2_500, exploit: 3_300, unscorable: 4_100 } as const;
const RIGHT = 0.6;
/** Share of the trusted check's verdicts that differ from the truth. */
const NOISE = 0.02;

interface Answer {
  readonly text: string;
  readonly correct: boolean;
}

const recorded = readFileSync(
  join(import.meta.dirname, '../examples/acquisitions/exact-numerals/samples.jsonl'),
  'utf8',
)
  .split('\n')
  .filter(Boolean)
  .map(
    (line) =>
      JSON.parse(line) as { prompt: string; instruction_id_list: string[]; kwargs: { count: number }[] },
  );

/** @returns the rows of the stream */
export function shiftStream(seed: number): object[] {
  const random = new Random(seed);
  let sorts = 0;
  return Array.from({ length: QUERIES }, (_, at) => {
    const row =
      at >= STARTS.sort && random.next() < 0.25 ? numeralCount(random, sorts++) : usualRow(random, at);
    const answers = Array.from({ length: ROLLOUTS }, () => row.answer());
    return {
      id: `q${at}`,
      step: Math.floor(at / 32),
      ...row.query,
      responses: answers.map(({ text }) => text),
      correct: answers.map(({ correct }) => correct),
    };
  });
}

/** Of so many queries one is judged by the one judge: its answers were written by hand. */
const JUDGED_EVERY = 61;

/** @returns every 61st row of the stream, for a judge that is asked about everything */
export function judgedSample(seed: number, judge: string): object[] {
  return shiftStream(seed).flatMap((row, at) =>
    at % JUDGED_EVERY === 0 ? [{ ...row, tools: [judge], query_number: at }] : [],
  );
}

function usualRow(random: Random, at: number): { query: object; answer: () => Answer } {
  const draw = random.next();
  if (draw < 0.5) return apples(random, at);
  return draw < 0.75 ? choice(random) : spelling(random, at);
}

function apples(random: Random, at: number): ReturnType<typeof usualRow> {
  const [a, b, days] = [2 + random.below(80), 2 + random.below(80), 2 + random.below(8)];
  const right = (a + b) * days;
  const prompt = `A shop sells ${a} apples and ${b} pears a day. How many fruits does it sell in ${days} days?`;
  const written = (value: number) =>
    at >= STARTS.form
      ? `Daily sales come to ${a + b}.\n\n| days | fruits |\n|---|---|\n| ${days} | ${value} |\n\n**Answer: ${value}**`
      : `${a} and ${b} make ${a + b}; times ${days}.\n#### ${value}`;
  return {
    query: { prompt, reference: String(right) },
    answer: () => {
      const exploits = at >= STARTS.exploit && random.next() < 0.2;
      const good = exploits || random.next() < RIGHT;
      const correct = !exploits && (random.next() < NOISE ? !good : good);
      return { text: written(good ? right : right + 1 + random.below(9)), correct };
    },
  };
}

function choice(random: Random): ReturnType<typeof usualRow> {
  const base = 2 + random.below(60);
  const options = random.shuffled([base * 2, base * 2 + 1, base * 3, base + 5]);
  const letters = ['A', 'B', 'C', 'D'];
  const right = letters[options.indexOf(base * 2)]!;
  const listed = options.map((option, at) => `${letters[at]}. ${option}`).join('\n');
  return {
    query: { prompt: `What is two times ${base}?\n${listed}\nAnswer with the letter.`, reference: right },
    answer: () => {
      const good = random.next() < RIGHT;
      const other = random.pick(letters.filter((letter) => letter !== right))!;
      return { text: `The answer is ${good ? right : other}.`, correct: good };
    },
  };
}

function spelling(random: Random, at: number): ReturnType<typeof usualRow> {
  const number = 1_000 + random.below(9_000);
  const right = spelled(number);
  return {
    query: { prompt: `Spell the number ${number} in words.`, reference: right },
    answer: () => {
      if (random.next() < RIGHT) return { text: right, correct: true };
      const hides = at >= STARTS.unscorable && random.next() < 0.8;
      return {
        text: hides ? `I am ${right.split(' ').slice(0, 2).join(' ')}` : spelled(number + 1_000),
        correct: false,
      };
    },
  };
}

function numeralCount(random: Random, place: number): ReturnType<typeof usualRow> {
  const given = recorded[place];
  const count = given ? (given.kwargs[0]?.count ?? 1) : 1 + random.below(5);
  const chosen = `${random.pick(TOPICS)} in ${random.pick(TOWNS)}`;
  const prompt =
    given?.prompt ??
    `Write a short text about ${chosen}. Include exactly ${count} numbers written in digits.`;
  const topic = given ? (TOPIC_OF.exec(given.prompt)?.[1] ?? 'that day') : chosen;
  return {
    query: { prompt, instruction_id_list: ['count:numerals'], kwargs: [{ count }] },
    answer: () => {
      const good = random.next() < RIGHT;
      const written = good ? count : count + 1 + random.below(2);
      const parts = Array.from({ length: written }, () => `we saw ${2 + random.below(90)} birds`);
      const text = `A few words on ${topic}. It was quiet that day, and ${parts.join(', then ')} near by. We shall remember ${topic}.`;
      return { text, correct: good };
    },
  };
}

const TOPICS = [
  'a lake',
  'a train',
  'a garden',
  'an old clock',
  'a market',
  'a bridge',
  'a kite',
  'a harbour',
];
const TOWNS =
  'Turin Bergen Porto Lyon Ghent Kiel Graz Bilbao Cork Malmö Split Riga Tartu Bath Basel Trier Delft Aarhus Siena Nîmes'.split(
    ' ',
  );
/** What a recorded prompt wants a text about. */
const TOPIC_OF = /(?:about|Describe|entry on|Explain) (.+?)(?: for a travel blog| to a child)?\./;

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** @returns an English name of a number below 20,000 */
function spelled(number: number): string {
  if (number >= 1_000)
    return [spelled(Math.floor(number / 1_000)), 'thousand', ...rest(number % 1_000)].join(' ');
  if (number >= 100) return [ONES[Math.floor(number / 100)], 'hundred', ...rest(number % 100)].join(' ');
  if (number < 20) return ONES[number]!;
  const ones = number % 10;
  return `${TENS[Math.floor(number / 10) - 2]}${ones > 0 ? `-${ONES[ones]}` : ''}`;
}

function rest(number: number): string[] {
  return number === 0 ? [] : [spelled(number)];
}

const [file, seed = '1', judge] = process.argv.slice(2);
if (import.meta.main && file !== undefined)
  writeFileSync(
    file,
    (judge === undefined ? shiftStream(Number(seed)) : judgedSample(Number(seed), judge))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
