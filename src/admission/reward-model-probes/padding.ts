import { failed, notApplicable, type Probe, passed } from './probe.ts';

/** How far a score may move between a batch and a call of its own, as a share of all scores' spread. */
const TOLERANCE = 0.02;
/** Texts of the batch; short ones stand beside ones that are many times longer. */
const BATCH = 8;

/** Left padding, a missing mask: what a score shares its batch with moves it. */
export const padding: Probe = {
  name: 'padding',
  gate: 'G2',
  async run(bench) {
    const { client, signal, questions } = bench;
    const texts = questions.slice(0, BATCH).map(({ prompt, good }, at) =>
      // Short and long by turns.
      bench.input(prompt, at % 2 ? `${good} ${questions.map((one) => one.good).join(' ')}` : good, good),
    );
    const most = client.mostOf(texts[0]!.as);
    const spread = await bench.spread();
    const alone: number[] = [];
    for (const input of texts) alone.push((await bench.scores([input]))[0]!);
    const together =
      most > 1
        ? (await client.look(texts.slice(0, most), signal)).numbers.map((numbers) => bench.numberOf(numbers))
        : // One item a request: the server makes the batch, of what comes at the same time.
          await bench.scores(texts);
    const moved = Math.max(...together.map((score, at) => Math.abs(score - alone[at]!)));
    if (moved <= TOLERANCE * spread) return passed(texts.length);
    return failed(
      texts.length,
      `a score moves by ${moved.toPrecision(3)} between a batch and a call of its own: padding is read, or the batch is`,
    );
  },
};

/** The same input twice, one after the other. */
export const repeats: Probe = {
  name: 'repeats',
  gate: 'G2',
  async run(bench) {
    const spread = await bench.spread();
    if (spread === 0) return notApplicable('all scores are one');
    const inputs = bench.questions.slice(0, 3).map(({ prompt, good }) => bench.input(prompt, good));
    const [first, second] = [await bench.scores(inputs), await bench.scores(inputs)];
    const moved = Math.max(...first.map((score, at) => Math.abs(score - second[at]!)));
    if (moved <= TOLERANCE * spread) return passed(inputs.length);
    return failed(
      inputs.length,
      `the same text gets ${moved.toPrecision(3)} more or less when it is asked again`,
    );
  },
};
