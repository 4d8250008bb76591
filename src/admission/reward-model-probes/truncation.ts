import { hasSource } from '../../models/reward-models/templates-of.ts';
import { sourceInPrompt } from '../../text/source-in-prompt.ts';
import { failed, notApplicable, type Probe, passed } from './probe.ts';
import type { ProbeBench } from './probe-bench.ts';

/** Everyday words, again and again. */
export const SENTENCE =
  'the garden was green and the water of the river ran down to the old mill where we sat ';
/** Words of the sentence, each of which is a token or a little more. */
const WORDS = 17;
/** Share of the model's window up to which inputs are tried: a word may be more than one token. */
const SHARE = 0.7;
const SHORTEST = 64;

/** Truncated: behind some length the end of a response, or the front of its prompt, changes nothing. */
export const truncation: Probe = {
  name: 'truncation',
  gate: 'G1',
  async run(bench) {
    const lengths: number[] = [];
    for (let tokens = SHORTEST; tokens <= SHARE * bench.spec.maxTokens; tokens *= 2) lengths.push(tokens);
    const most = Math.floor(SHARE * bench.spec.maxTokens);
    if (most > SHORTEST) lengths.push(most);
    for (const tokens of lengths.toSorted((left, right) => left - right)) {
      const cut = await cutAt(bench, tokens);
      if (cut !== null) return failed(lengths.length, cut);
    }
    return lengths.length > 0
      ? passed(lengths.length)
      : notApplicable('the model reads too few tokens to try');
  },
};

/** @returns what of an input of about so many tokens is not read; null where all of it is, or it is refused */
async function cutAt(bench: ProbeBench, tokens: number): Promise<string | null> {
  const [{ prompt, good }] = bench.questions as [{ prompt: string; good: string }];
  const filler = SENTENCE.repeat(Math.max(1, Math.floor((tokens - 40) / WORDS)));
  const raw = await bench.raw([
    bench.input(prompt, `${filler}${good}`, good),
    bench.input(prompt, `${filler}No, stop asking, figure it out yourself`, good),
    bench.input(inFront(bench, `${good} ${filler}`, prompt), good),
    bench.input(inFront(bench, `Stop it. ${filler}`, prompt), good),
  ]);
  const [kind, rude, asked, told] = raw.map((one) => ('score' in one ? one.score : null));
  if (kind !== null && kind === rude)
    return `the end of a response of about ${tokens} tokens changes nothing: it is cut, and the adapter says that ${bench.spec.maxTokens} are read`;
  if (asked !== null && asked === told)
    return `the front of a prompt of about ${tokens} tokens changes nothing: it is cut, and the adapter says that ${bench.spec.maxTokens} are read`;
  return null;
}

/** Puts a text in front of what the layout has of a prompt: of the source alone, where it leaves the instruction out. */
function inFront({ spec: { render } }: ProbeBench, text: string, prompt: string): string {
  if (!hasSource(render)) return text + prompt;
  const source = sourceInPrompt(prompt);
  const at = prompt.lastIndexOf(source);
  return prompt.slice(0, at) + text + prompt.slice(at);
}
