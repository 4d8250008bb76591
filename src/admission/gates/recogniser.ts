import { isDeepStrictEqual } from 'node:util';
import { share } from '../../spec/share.ts';
import type { Recogniser, Span, Tool } from '../../spec/tool.ts';
import { brokenAt, steadyRecogniser } from '../steady-recogniser.ts';
import type { Conclusion, Finding, Gate } from './gate.ts';

const MOST_FALSE_ALARMS = 0.01;
const LEAST_FIRED = 0.95;
const LEAST_EXTRACTED = 0.95;
/** Least share of multi-constraint prompts whose other constraints the recogniser must leave uncovered. */
const LEAST_APART = 0.95;
/** Most characters of another demand that a span may cover: an “and”, a comma. */
const MOST_REACHED = 4;
const LONGEST_SHOWN = 200;

/**
 * The project's tests try recognisers of built-in tools on labelled prompts. Without prompts, other recognisers stay
 * untested.
 */
export function withoutPrompts(tool: Tool): Conclusion {
  return tool.declaration.provenance.origin === 'built-in'
    ? { outcome: 'exempt', reason: 'tests of the project try it on labelled prompts' }
    : { outcome: 'not-applicable', reason: 'no prompts to try it on' };
}

/** Checks that the recogniser is silent on negative prompts and fires on positive ones. */
export const recogniser: Gate = {
  gate: 'G4',
  name: 'recogniser',
  program: 'recogniser',
  question: 'Is it silent on prompts that do not ask for it, and does it fire on those that do?',
  async run({ input }) {
    if (!input.tool.recogniser) return { outcome: 'failed', cases: 0, reason: 'the tool has no recogniser' };
    if (!input.recogniser) return withoutPrompts(input.tool);
    const program = steadyRecogniser(input.tool.recogniser);
    const { asks, asksNot, apart = [] } = input.recogniser;
    const missed: Finding[] = [];
    const alarms: Finding[] = [];
    for (const prompt of asks) {
      const got = await spansOf(program, prompt);
      if (!Array.isArray(got) || got.length === 0)
        missed.push({
          name: shown(prompt),
          prompt,
          expected: 'a span',
          got: Array.isArray(got) ? 'nothing' : got,
        });
    }
    for (const prompt of await program.notSilent(asksNot)) {
      const got = await spansOf(program, prompt);
      if (!Array.isArray(got)) alarms.push({ name: shown(prompt), prompt, expected: 'nothing', got });
      else if (got.length > 0)
        alarms.push({
          name: shown(prompt),
          prompt,
          expected: 'nothing',
          got: JSON.stringify(prompt.slice(...got[0]!).slice(0, 80)),
        });
    }
    const wide: Finding[] = [];
    for (const { prompt, words } of apart) {
      const got = await spansOf(program, prompt);
      const over = Array.isArray(got) ? words.find((text) => covers(got, prompt, text)) : undefined;
      if (over !== undefined && Array.isArray(got))
        wide.push({
          name: shown(prompt),
          prompt,
          expected: `no span over ${JSON.stringify(over.slice(0, 80))}, which is another demand`,
          got: JSON.stringify(got.map((span) => prompt.slice(...span).slice(0, 120))),
        });
    }
    const falseAlarms = share(alarms.length, asksNot.length);
    const fired = share(asks.length - missed.length, asks.length);
    const kept = share(apart.length - wide.length, apart.length);
    const fails =
      falseAlarms.value > MOST_FALSE_ALARMS ||
      fired.value < LEAST_FIRED ||
      (apart.length > 0 && kept.value < LEAST_APART);
    return {
      outcome: fails ? 'failed' : 'passed',
      cases: asks.length + asksNot.length,
      findings: [...alarms, ...wide, ...missed],
      shares: { falseAlarms, fired, ...(apart.length > 0 && { othersUncovered: kept }) },
    };
  },
};

/** Checks that the extractor reads the arguments that the prompt states. */
export const extractor: Gate = {
  gate: 'G4',
  name: 'extractor',
  program: 'extractor',
  question: 'Does it read a constraint’s arguments as the prompt states them?',
  async run({ input }) {
    const program = input.tool.recogniser && steadyRecogniser(input.tool.recogniser);
    if (!program?.extract) return { outcome: 'failed', cases: 0, reason: 'the tool has no extractor' };
    if (!input.extractor?.length) return { outcome: 'not-applicable', reason: 'no prompts to try it on' };
    const findings: Finding[] = [];
    for (const { prompt, kwargs } of input.extractor) {
      const got = await program.extract(prompt).catch(brokenAt);
      if (!isDeepStrictEqual(got, kwargs))
        findings.push({
          name: shown(prompt),
          prompt,
          expected: JSON.stringify(kwargs),
          got: JSON.stringify(got),
        });
    }
    const right = share(input.extractor.length - findings.length, input.extractor.length);
    return {
      outcome: right.value < LEAST_EXTRACTED ? 'failed' : 'passed',
      cases: input.extractor.length,
      findings,
      shares: { right },
    };
  },
};

async function spansOf(program: Pick<Recogniser, 'recognise'>, prompt: string): Promise<Span[] | string> {
  try {
    const spans = await program.recognise(prompt);
    return spans.every(([start, end]) => start >= 0 && start < end && end <= prompt.length)
      ? [...spans]
      : 'a span outside the prompt';
  } catch (thrown) {
    return brokenAt(thrown);
  }
}

function shown(prompt: string): string {
  return prompt.slice(0, LONGEST_SHOWN);
}

function covers(spans: readonly Span[], prompt: string, words: string): boolean {
  const from = prompt.indexOf(words);
  if (from < 0 || words.length <= MOST_REACHED) return false;
  const to = from + words.length;
  return spans.some(([start, end]) => Math.min(end, to) - Math.max(start, from) > MOST_REACHED);
}
