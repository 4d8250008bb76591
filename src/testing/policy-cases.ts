import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PolicyAsk } from '../agents/policy-agent/policy-ask.ts';
import type { Library } from '../library/library.ts';
import { classifyKind } from '../routing/classifier/classify-kind.ts';
import { carriesWith } from '../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../routing/eligibility.ts';
import { serves } from '../routing/serving.ts';
import { query } from '../spec/query.ts';
import { Random } from '../spec/random.ts';
import { need, toolDeclaration } from '../spec/tool-card.ts';
import { type CardParts, cardLibrary } from './card-library.ts';

const folder = join(import.meta.dirname, '../../examples/policy');

const caseCard = toolDeclaration.omit({ version: true, title: true }).extend({
  right: z.number(),
  of: z.number(),
  set: z.string().optional(),
  provisional: z.boolean().optional(),
  calibrated: z.boolean().optional(),
  /** How often the tool would be right, by kind; the agent is not told. */
  truth: z.record(z.string(), z.number()),
});
const way = z.object({
  how: z.enum(['one', 'first', 'gated', 'mixed', 'none']),
  tools: z.array(z.string()),
  acquire: z.array(z.string()).optional(),
});
const caseQuery = z.object({
  kind: z.string(),
  carries: z.array(need),
  prompt: z.string(),
  /** Decisions that the makers of the case hold to be right. */
  best: z.array(way),
  /** Cards that must not be chosen. */
  traps: z.array(z.string()),
});
const file = z.object({ cards: z.array(caseCard), queries: z.array(caseQuery) });

/** One query of the recorded cases, as the agent is asked about it. */
export type PolicyCase = z.infer<typeof caseQuery> & { readonly ask: PolicyAsk };
type CaseCard = z.infer<typeof caseCard>;

/** Whether routing would let a query have a tool that fits it: eligible, of its kind, and none of the tempting ones. */
export function mayUse({ carries, kind, traps }: PolicyCase, id: string, library: Library): boolean {
  const entry = library.require(id);
  const isEligible = ineligibilityReason(entry, library, carriesWith(carries)) === null;
  return isEligible && serves(entry.card, kind) && !traps.includes(id);
}

/** @returns the cards and queries of `examples/policy`, in eights as they were asked about, with the kinds mixed */
export function policyCases(): {
  readonly library: Library;
  readonly cards: readonly CaseCard[];
  readonly batches: readonly (readonly PolicyCase[])[];
  readonly cassette: string;
} {
  const { cards, queries } = file.parse(JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')));
  const cases = new Random(1, 'cases').shuffled(queries).map((one): PolicyCase => {
    const asked = query.parse({ messages: [{ role: 'user', content: one.prompt }] });
    return { ...one, ask: { kind: one.kind, carries: one.carries, queries: [asked] } };
  });
  const batches = Array.from({ length: Math.ceil(cases.length / 8) }, (_, at) =>
    cases.slice(8 * at, 8 * at + 8),
  );
  return { library: cardLibrary(cards.map(partsOf)), cards, batches, cassette: join(folder, 'cassette') };
}

function partsOf({ truth: _truth, calibrated, set, provisional, ...card }: CaseCard): CardParts {
  const calibration = [
    { value: 0, share: 0 },
    { value: 1, share: 1 },
  ];
  return {
    ...card,
    ...(set !== undefined && { set }),
    ...(provisional && { provisional }),
    ...(calibrated && { calibration }),
  };
}

const unknownRow = z.object({ sort: z.string(), prompt: z.string() });

/** @returns prompts of sorts that no rule knows, those of them that the classifier names all the same, and where their names are recorded */
export function unknownPrompts(): {
  readonly unknown: readonly z.infer<typeof unknownRow>[];
  readonly known: readonly string[];
  readonly cassette: string;
} {
  const lines = readFileSync(join(folder, 'unknown.jsonl'), 'utf8').trim().split('\n');
  const rows = lines.map((line) => unknownRow.parse(JSON.parse(line)));
  const isUnknown = ({ prompt }: { readonly prompt: string }) => classifyKind(prompt).kind === null;
  const known = rows.filter((row) => !isUnknown(row)).map(({ prompt }) => prompt);
  return { unknown: rows.filter(isUnknown), known, cassette: join(folder, 'cassette') };
}
