import { RlarError } from '../../spec/errors.ts';
import type { Judged } from './judged.ts';
import { failed, type Probe, passed } from './probe.ts';

/** Texts on which number types run over, and tokenizers stumble. All are shorter than any model's window. */
const EXTREMES = [
  '',
  ' ',
  '!',
  '9'.repeat(120),
  'A'.repeat(120),
  'HELP ME NOW!!! '.repeat(10),
  '😀🎉'.repeat(20),
  '这是一个测试。'.repeat(6),
  'هذا اختبار. '.repeat(6),
  '\n\n\n\t\t\u200b',
  'Yes. '.repeat(40),
  'Thank you, of course, gladly: here is a clear and careful answer, step by step. '.repeat(4),
];
/** The largest number of a half; what runs over is often put there, or near it, behind a scale. */
const LEAST_AT_CEILING = 4;

/** What is wrong with the answer, and not with the way to the server. */
const NO_NUMBER: ReadonlySet<string> = new Set(['RLAR_SCORER_INVALID', 'RLAR_SCORER_REFUSED']);
const noNumber = (text: string, why: string): string =>
  `no number for ${text}: ${why}; is the number type too small (dtype)?`;

/** Overflow of the number type: no number, or one ceiling for many inputs. */
export const finite: Probe = {
  name: 'finite',
  gate: 'G1',
  async run(bench) {
    const { questions } = bench;
    const inputs = EXTREMES.map((text, at) => bench.input(questions[at % questions.length]!.prompt, text));
    const raw = await bench.raw(inputs);
    for (const [at, one] of raw.entries())
      if ('error' in one && NO_NUMBER.has(one.error.code))
        return failed(raw.length, noNumber(JSON.stringify(EXTREMES[at]!.slice(0, 30)), one.error.message));
    let judged: readonly Judged[];
    try {
      judged = await bench.judged();
    } catch (thrown) {
      if (thrown instanceof RlarError && NO_NUMBER.has(thrown.code))
        return failed(raw.length, noNumber('a plain text', thrown.message));
      throw thrown;
    }
    const values = raw.flatMap((one) => ('score' in one ? [one.score] : []));
    const all = [
      ...values,
      ...judged.flatMap(({ score, worse }) => [score, ...worse.map((one) => one.score)]),
    ];
    for (const edge of [Math.max(...all), Math.min(...all)]) {
      const there = all.filter((value) => value === edge).length;
      if (there >= LEAST_AT_CEILING && !bench.spec.range?.includes(edge * bench.spec.sign))
        return failed(
          all.length,
          `${there} different texts get ${edge}, and none more: the number type runs over, or an activation is full`,
        );
    }
    return passed(all.length);
  },
};
