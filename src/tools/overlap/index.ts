import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { prepareFaults } from '../../text/faithful/prepare-faults.ts';
import { prepareLengthBleu } from '../../text/metrics/bleu.ts';
import type { Overlap } from '../../text/metrics/f-score.ts';
import { prepareRouge, ROUGE_LCS_WORDS } from '../../text/metrics/rouge.ts';
import { prepareTokenF1 } from '../../text/metrics/token-f1.ts';
import { pythonSplit } from '../../text/python-text.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { CONTENT_ORDER_WORDS, prepareContent } from './content.ts';
import { type OverlapOptions, overlapOptions } from './options.ts';
import { prepareWording } from './wording.ts';

/** UTF-16 units read of a text; the rest is left out and the evidence says `clipped`. */
const LONGEST = 20_000;
const MOST_REFERENCES = 16;

/** Words of a text that a metric reads: those that compare orders of words take quadratic time. */
const MOST_WORDS: Readonly<Record<OverlapOptions['metric'], number>> = {
  content: CONTENT_ORDER_WORDS,
  wording: Number.POSITIVE_INFINITY,
  rouge1: Number.POSITIVE_INFINITY,
  rouge2: Number.POSITIVE_INFINITY,
  rougeL: ROUGE_LCS_WORDS,
  rougeLsum: ROUGE_LCS_WORDS,
  'token-f1': Number.POSITIVE_INFINITY,
  'length-bleu': Number.POSITIVE_INFINITY,
};

type Scorer = (hypothesis: string) => { readonly value: number; readonly parts: JsonObject };

/** Compares a text with reference texts by the words they share: ROUGE, token F1, and two scores of our own. */
export const overlap = defineBuiltIn({
  declaration: {
    id: 'overlap',
    version: '1.1.0',
    title: 'Overlap with references',
    description:
      'How much of what the references say a text says, by words: our content score (default, for summaries), our ' +
      'wording score (data to text), ROUGE-1, -2, -L, -Lsum as rouge-score, token F1 as SQuAD, or BLEU for short answers. With our own scores ' +
      'lists of words, copies, wrong numbers and names and turned negations are not paid. Cannot tell a true statement that ' +
      'no reference makes from a false one.',
    type: 'metric',
    slot: 'quality',
    needs: ['reference'],
    kinds: ['summarization', 'data-to-text'],
    optionsFor: { 'data-to-text': { metric: 'wording' } },
    execution: 'thread',
    deadlineMs: 250,
  },
  options: overlapOptions,
  prepare(query, options) {
    const wholes = query.references.filter((text) => text.trim() !== '');
    if (wholes.length === 0) return inapplicable('No reference text.');
    const longest = Math.max(4000, Math.ceil(LONGEST / wholes.length));
    const references = wholes.slice(0, MOST_REFERENCES).map((text) => text.slice(0, longest));
    const score = prepareScorer(references, query.prompt, options);
    const isClipped = (whole: string, limit: number) =>
      whole.length > limit || pythonSplit(whole).length > MOST_WORDS[options.metric];
    const { metric } = options;
    const isGuarded = options.guard ?? (metric === 'content' || metric === 'wording');
    const from = metric === 'wording' ? 'record' : 'article';
    const faultOf = isGuarded ? prepareFaults(from, references, query.prompt.slice(0, LONGEST)) : null;
    const clippedReference =
      wholes.length > MOST_REFERENCES || wholes.some((whole) => isClipped(whole, longest));

    return eachRollout(({ text }) => {
      const said = withoutThinking(text).trim();
      const { value, parts } = score(said.slice(0, LONGEST));
      const fault = faultOf?.(said.slice(0, LONGEST)) ?? null;
      const verdict = scored(value * (fault?.share ?? 1), {
        metric: options.metric,
        ...parts,
        text: said.slice(0, 200),
        reference: references[0]!.slice(0, 200),
        references: wholes.length,
        ...((clippedReference || isClipped(said, LONGEST)) && { clipped: true }),
        ...(fault && { fault: fault.name, overlap: round(value) }),
      });
      return fault ? { ...verdict, flags: [fault.name] } : verdict;
    });
  },
});

function prepareScorer(references: readonly string[], prompt: string, options: OverlapOptions): Scorer {
  const { metric, part, stem } = options;
  if (metric === 'content') return explained(prepareContent(references));
  if (metric === 'wording') return explained(prepareWording(references, prompt));
  if (metric === 'length-bleu')
    return explained(prepareLengthBleu(references, { tokenizer: '13a', lowercase: true }));
  const score =
    metric === 'token-f1' ? prepareTokenF1(references) : prepareRouge(references, metric, { stem });
  return (hypothesis) => {
    const found = score(hypothesis);
    const parts = { precision: round(found.precision), recall: round(found.recall), f: round(found.f) };
    return { value: partOf(found, part), parts };
  };
}

/** Turns a score with named parts into a value and its explanation. */
function explained<S extends { readonly value: number }>(score: (hypothesis: string) => S): Scorer {
  return (hypothesis) => {
    const { value, ...parts } = score(hypothesis);
    const entries = Object.entries(parts).flatMap(([name, part]) =>
      typeof part === 'number' ? [[name, round(part)] as const] : [],
    );
    return { value, parts: Object.fromEntries(entries) };
  };
}

function partOf(found: Overlap, part: OverlapOptions['part']): number {
  return part === 'f' ? found.f : part === 'p' ? found.precision : found.recall;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
