import type { ScorerInput } from '../../models/reward-models/scorer-input.ts';
import { marksOf, withoutBos } from '../../models/reward-models/template-marks.ts';
import { failed, notApplicable, type Probe, passed } from './probe.ts';
import type { ProbeBench } from './probe-bench.ts';
import type { Question } from './sanity.ts';

const WORD = 'water ';
/** How far two scores of one layout may lie apart, as a share of all scores' spread: the last digits of an engine, and no more. */
const SAME_LAYOUT = 0.005;

/** BOS twice: the finished text has one, and the server puts another before it. */
export const beginning: Probe = {
  name: 'beginning',
  gate: 'G1',
  async run(bench) {
    const [{ prompt, good }] = bench.questions as [Question];
    const input = bench.input(prompt, good);
    if (input.as !== 'text') return notApplicable('the server lays the text out itself');
    const bos = input.text.slice(0, input.text.length - withoutBos(input.text).length);
    if (bos === '') return notApplicable('the finished text begins with no BOS');
    const plain = await lineOf(bench, '');
    const begun = await lineOf(bench, bos);
    if (plain === null || begun === null) return notApplicable('the server does not count tokens');
    if (begun.more > plain.more + 1) return notApplicable(`${bos} is no token of this model`);
    if (plain.more >= 1 && begun.more > plain.more)
      return failed(
        6,
        `the text begins with ${bos}, and the server puts one before it: BOS twice (stripBos takes it off)`,
      );
    return passed(6);
  },
};

/** Wrong template: marks that are no tokens of this model are read as letters; a prompt that changes nothing is left out. */
export const template: Probe = {
  name: 'template',
  gate: 'G1',
  async run(bench) {
    const [one, other] = bench.questions as [Question, Question];
    if (await ignoresPrompt(bench, one, other))
      return failed(4, 'another prompt changes nothing: the layout leaves the prompt out');
    const chat = await sameAsServer(bench, one);
    if (chat !== null) return failed(4, chat);
    const input = bench.input(one.prompt, one.good);
    if (input.as !== 'text') return passed(2);
    const marks = marksOf(input.text, [one.prompt, one.good]);
    for (const mark of marks) {
      const read = await countOf(bench, [mark]);
      if (read === null) return passed(2);
      if (read > 2)
        return failed(
          2 + marks.length,
          `${mark} is ${read} tokens of this model and not one: the layout is that of another model`,
        );
    }
    return passed(2 + marks.length);
  },
};

/** @returns whether a good answer and a bad one get the very same scores under a prompt that they have nothing to do with */
async function ignoresPrompt(bench: ProbeBench, one: Question, other: Question): Promise<boolean> {
  const answers = [one.good, 'banana banana banana'];
  const prompts = [one.prompt, `${other.prompt} ${other.prompt}`];
  const raw = await bench.raw(
    answers.flatMap((answer) => prompts.map((prompt) => bench.input(prompt, answer, one.good))),
  );
  const scores = raw.flatMap((each) => ('score' in each ? [each.score] : []));
  return scores.length === 4 && scores[0] === scores[1] && scores[2] === scores[3];
}

/** @returns a complaint where a chat that the server lays out gets another score than the same chat laid out by the adapter */
async function sameAsServer(bench: ProbeBench, { prompt, good }: Question): Promise<string | null> {
  const { spec, client, signal } = bench;
  if (spec.render.as !== 'chat' || spec.chatTemplate === undefined || !spec.runtime.startsWith('vllm'))
    return null;
  const turns = [
    { role: 'user', content: prompt },
    { role: 'assistant', content: good },
  ];
  const here = bench.input(prompt, good);
  if (here.as !== 'text') return null;
  const [ours, theirs] = await Promise.all([
    client.look([here], signal),
    client.look([{ as: 'chat', messages: turns }], signal).catch(() => null),
  ]);
  if (theirs === null) return null;
  const [left, right] = [bench.numberOf(ours.numbers[0]!), bench.numberOf(theirs.numbers[0]!)];
  if (Math.abs(left - right) <= SAME_LAYOUT * (await bench.spread())) return null;
  return `the server's own chat template gives ${right.toPrecision(4)} where the adapter's gives ${left.toPrecision(4)}: one of the two is another model's`;
}

/** How many tokens a mark is, beside what the server adds to any text; null where it does not count. */
async function countOf(bench: ProbeBench, marks: readonly string[]): Promise<number | null> {
  const [with_, without] = await Promise.all([
    told(bench, `${WORD}${WORD}${marks.join('')}${WORD}${WORD}`),
    told(bench, `${WORD}${WORD}${WORD}${WORD}`),
  ]);
  return with_ === null || without === null ? null : with_ - without;
}

/** Tokens of texts of equal words lie on a line: what is over at no words at all is what front and server add. */
async function lineOf(bench: ProbeBench, front: string): Promise<{ readonly more: number } | null> {
  const [short, long] = await Promise.all([
    told(bench, front + WORD.repeat(10)),
    told(bench, front + WORD.repeat(20)),
  ]);
  return short === null || long === null ? null : { more: 2 * short - long };
}

async function told({ client, signal }: ProbeBench, text: string): Promise<number | null> {
  const input: ScorerInput = { as: 'text', text };
  return (await client.look([input], signal)).tokens;
}
