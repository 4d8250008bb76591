import { isDeepStrictEqual } from 'node:util';
import { share } from '../../spec/share.ts';
import { brokenAt, steadyRecogniser } from '../steady-recogniser.ts';
import type { Finding, Gate } from './gate.ts';

/** Another author uses unforeseen wordings, so this bar is lower than the bar for wordings that the tool's author partly saw. */
const LEAST_FIRED = 0.75;
const LEAST_READ = 0.9;
/** The negative prompts are as close as possible to the positive ones, so this bar allows for some errors. */
const MOST_FALSE_ALARMS = 0.25;

/** Checks the recogniser on prompts by another author, who saw neither the programs nor the other prompts. */
export const otherWordings: Gate = {
  gate: 'G7',
  name: 'other wordings',
  program: 'recogniser',
  question: 'Does it read prompts in the words of an author who saw none of the others?',
  async run({ input }) {
    const { wordings, tool } = input;
    const program = tool.recogniser && steadyRecogniser(tool.recogniser);
    if (!program || !wordings)
      return {
        outcome: 'exempt',
        reason: 'no prompts by a second author: acquire.secondAuthor is off, or no answer came',
      };
    const read = async (prompt: string) => {
      try {
        const spans = await program.recognise(prompt);
        return { fires: spans.length > 0, kwargs: spans.length > 0 ? await program.extract?.(prompt) : null };
      } catch (thrown) {
        return { fires: false, kwargs: brokenAt(thrown) };
      }
    };
    const missed: Finding[] = [];
    const misread: Finding[] = [];
    const alarms: Finding[] = [];
    const named = (prompt: string, expected: string, got: unknown): Finding => ({
      name: prompt.slice(0, 200),
      expected,
      got: JSON.stringify(got) ?? 'nothing',
    });
    for (const { prompt, kwargs } of wordings.asks) {
      const got = await read(prompt);
      if (!got.fires) missed.push(named(prompt, 'a span', got.kwargs));
      else if (program.extract && got.kwargs !== null && !isDeepStrictEqual(got.kwargs, kwargs))
        misread.push(named(prompt, JSON.stringify(kwargs), got.kwargs));
    }
    for (const prompt of wordings.asksNot) {
      const got = await read(prompt);
      if (got.fires && got.kwargs !== null) alarms.push(named(prompt, 'nothing', got.kwargs));
    }
    const { asks, asksNot } = wordings;
    const fired = share(asks.length - missed.length, asks.length);
    const right = share(asks.length - missed.length - misread.length, asks.length - missed.length);
    const falseAlarms = share(alarms.length, asksNot.length);
    const fails =
      fired.value < LEAST_FIRED ||
      (fired.value > 0 && right.value < LEAST_READ) ||
      falseAlarms.value > MOST_FALSE_ALARMS;
    return {
      outcome: fails ? 'failed' : 'passed',
      cases: asks.length + asksNot.length,
      reason: `by ${wordings.independence}`,
      findings: [...alarms, ...misread, ...missed],
      shares: { fired, right, falseAlarms },
    };
  },
};
