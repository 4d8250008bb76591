import type { EvidenceReport } from '../spec/evidence.ts';
import type { KindName } from '../spec/kinds.ts';
import { share } from '../spec/share.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** λ: the gain in accuracy that justifies a cost of one dollar per 1,000 rollouts. */
const LAMBDA = 0.01;
/**
 * What is assumed of an admitted tool before anything is measured: that it judged 20 answers and was right on 15 of
 * them. Measured answers are added to these, so that one right answer raises a tool a little, and never lowers it.
 */
const PRIOR = { right: 15, of: 20 } as const;

/** Labelled answers that a tool judged. */
export interface Sample {
  readonly right: number;
  readonly of: number;
}

/**
 * The one quantity by which tools are compared: the lower end of the 95 % interval of its accuracy on labelled answers,
 * from 0 to 1, less λ times its cost. It is rounded to a hundredth: smaller differences are ties.
 */
export function utility(card: ToolCard): number {
  return rounded(leastAccuracy(card) - LAMBDA * card.costPer1000);
}

/** @returns the lower end of the 95 % interval of a tool's accuracy on labelled answers, from 0 to 1 */
export function leastAccuracy(card: ToolCard): number {
  const { right, of } = labelledAnswers(card);
  return share(right + PRIOR.right, of + PRIOR.of).low;
}

/** @returns how many labelled answers a tool judged for its evidence, and how many of them rightly */
export function labelledAnswers({ evidence, type }: ToolCard): Sample {
  return evidence ? measured(evidence, type) : { right: 0, of: 0 };
}

/**
 * The same quantity for tools that are put together. The gates decide what is right, where there are some, so the least of
 * their accuracies counts; without gates the mean by weight counts in a composite, and the first tool else. The cost is
 * that of all tools, as if each were asked every time.
 */
export function utilityOf(
  parts: readonly { readonly card: ToolCard; readonly weight: number; readonly gate?: boolean | undefined }[],
  isComposite: boolean,
): number {
  const gates = parts.filter(({ gate }) => gate);
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const accuracy =
    gates.length > 0
      ? Math.min(...gates.map(({ card }) => leastAccuracy(card)))
      : isComposite
        ? parts.reduce((sum, { card, weight }) => sum + (leastAccuracy(card) * weight) / total, 0)
        : leastAccuracy(parts[0]!.card);
  return rounded(accuracy - LAMBDA * parts.reduce((sum, { card }) => sum + card.costPer1000, 0));
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}

/**
 * Orders tools for a kind, the best first. Of tools with the same utility one that names this very kind comes before one
 * that serves its whole family, then one that reads more of what the query carries. A user's tool
 * never counts as made for the kind: what its author says of it is no evidence.
 * @param kind none where only the utility counts
 */
export function byUtility(left: ToolCard, right: ToolCard, kind?: KindName): number {
  return (
    utility(right) - utility(left) ||
    Number(isMadeFor(right, kind)) - Number(isMadeFor(left, kind)) ||
    right.needs.length - left.needs.length
  );
}

function isMadeFor({ kinds, provenance }: ToolCard, kind: KindName | undefined): boolean {
  return kind !== undefined && kinds.includes(kind) && provenance.origin !== 'user';
}

/** The larger of two samples: the labelled sets, or the sealed cases of gate G4. They may share answers, so they are not added up. */
function measured(evidence: EvidenceReport, type: ToolCard['type']): Sample {
  const labelled = sum(
    evidence.labelled.map(({ accuracy, scored }) => ({ right: accuracy * scored, of: scored })),
  );
  const sealed = sealedCases(evidence, type);
  return labelled.of >= sealed.of ? labelled : sealed;
}

/** A graded tool is measured by the pairs that it ranked right, any other tool by the answers that it judged right. */
function sealedCases({ gates }: EvidenceReport, type: ToolCard['type']): Sample {
  const shares = gates.find(({ gate, program }) => gate === 'G4' && program === undefined)?.shares;
  if (!shares) return { right: 0, of: 0 };
  const { falsePositives, rightOnesPaid, pairs } = shares;
  if (type !== 'verifier')
    return pairs ? { right: pairs.value * pairs.of, of: pairs.of } : { right: 0, of: 0 };
  return sum([
    ...(falsePositives
      ? [{ right: (1 - falsePositives.value) * falsePositives.of, of: falsePositives.of }]
      : []),
    ...(rightOnesPaid ? [{ right: rightOnesPaid.value * rightOnesPaid.of, of: rightOnesPaid.of }] : []),
  ]);
}

function sum(samples: readonly Sample[]): Sample {
  return samples.reduce((total, { right, of }) => ({ right: total.right + right, of: total.of + of }), {
    right: 0,
    of: 0,
  });
}
