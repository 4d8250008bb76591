import { z } from 'zod';
import { withoutThinking } from '../../../answers/thinking.ts';
import { type EventPattern, eventPattern, isMeant, named } from '../event-pattern.ts';
import { asShare, broken, cost, type RuleOutcome, ruleOf } from '../outcome.ts';
import { plainText, type TraceEvent } from '../trace.ts';

const settings = z.strictObject({
  /** What must be among the evidence, such as `{"call": "submit", "result": "accepted"}`. */
  must: z.array(eventPattern).max(20).default([]),
  least: z.number().int().positive().default(1),
  /** Whether each citation must quote the result. */
  quote: z.boolean().default(true),
  /** The cost of each citation beyond those that are needed. */
  excess: cost.default(0.1),
});

interface Citation {
  readonly step: number;
  readonly quote: string | null;
}

const CITED =
  /\[(?:step|result|evidence|observation)\s{0,3}#?(\d{1,6})(?:\s{0,3}[:,]\s{0,3}["“]([^"”\n]{1,2000})["”])?\s{0,3}\]/gi;
const MOST_CITED = 100;
/** A quote of fewer letters stands in any result. */
const SHORTEST = 8;

/**
 * A claim of success must cite what it rests on: `[step 3: "words of the result"]`, or a JSON object with `evidence: [{step, quote}]`, in the last
 * words of the policy. Every citation must name a result of the trajectory and quote it; all that `must` names must be cited; more than is needed
 * costs. From “SmartSnap” (2025), whose agents curate a minimal set of evidence under 3C (completeness, conciseness, creativity), and from the
 * success evaluator of “PAE” (2024); both known by their abstracts. Whether the evidence shows that the task was done is a judge's part.
 */
export const citations = ruleOf(settings, (wanted) => (trace, steps) => {
  const last = trace.findLastIndex(({ what }) => what === 'said');
  if (last < 0) return broken(null, 'says nothing, so it cites nothing');
  const answer = trace[last]!.step;
  const cited = citedIn(withoutThinking(steps[answer]!.content));
  const results = trace.slice(0, last).filter((event) => event.what === 'result');
  for (const citation of cited) {
    const trouble = troubleWith(citation, results, wanted.quote);
    if (trouble !== null) return broken(last, trouble);
  }
  if (cited.length < wanted.least) return broken(last, `${cited.length} citations, at least ${wanted.least}`);
  return complete(cited, results, wanted, last);
});

function complete(
  cited: readonly Citation[],
  results: readonly TraceEvent[],
  { must, least, excess }: z.infer<typeof settings>,
  last: number,
): RuleOutcome {
  const shown = results.filter(({ step }) => cited.some((citation) => citation.step === step));
  const missing = must.find((pattern: EventPattern) => !shown.some((event) => isMeant(event, pattern)));
  if (missing !== undefined) return broken(last, `nothing cited shows ${named(missing)}`);
  const needed = Math.max(least, must.length);
  const value = asShare(1 - excess * Math.max(0, cited.length - needed));
  return { value, detail: { cited: cited.map(({ step }) => step), needed } };
}

function troubleWith(
  { step, quote }: Citation,
  results: readonly TraceEvent[],
  needsQuote: boolean,
): string | null {
  const texts = results.flatMap((event) =>
    event.step === step && event.what === 'result' ? [event.text] : [],
  );
  if (texts.length === 0) return `step ${step} has no result that could be cited`;
  if (quote === null) return needsQuote ? `the citation of step ${step} quotes nothing` : null;
  const said = squeezed(quote);
  const stands = texts.some((text) => {
    const whole = squeezed(text);
    return whole === said || (said.length >= SHORTEST && whole.includes(said));
  });
  return stands ? null : `step ${step} does not say ${JSON.stringify(quote.slice(0, 100))}`;
}

function citedIn(text: string): Citation[] {
  const marked = [...text.matchAll(CITED)].map(([, step, quote]) => ({
    step: Number(step),
    quote: quote ?? null,
  }));
  return [...marked, ...evidenceIn(text)].slice(0, MOST_CITED);
}

const evidence = z.looseObject({
  evidence: z.array(z.looseObject({ step: z.number().int().nonnegative(), quote: z.string().nullish() })),
});

/** @returns the citations of a JSON object in a text */
function evidenceIn(text: string): Citation[] {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start || end - start > 50_000) return [];
  try {
    const read = evidence.safeParse(JSON.parse(text.slice(start, end + 1)));
    return read.success ? read.data.evidence.map(({ step, quote }) => ({ step, quote: quote ?? null })) : [];
  } catch {
    return [];
  }
}

function squeezed(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
