import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readAdapter } from '../../library/added-tools/read-adapter.ts';
import { withRegistry } from '../../library/registry/open-registry.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { GateReport } from '../../spec/evidence.ts';
import { familyOf } from '../../spec/kinds.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import { metricScorer, withOwnReference } from './metric-scorer.ts';
import { openScorer } from './open-scorer.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { LEAST_DECIDED, type SecondOpinion, secondScorer } from './second-scorer.ts';

/** A reward model or a judge that wants a second opinion. */
interface Asking {
  /** The reward model that it runs, which is no second; null for a judge. */
  readonly model: string | null;
  readonly kinds: readonly string[];
  readonly pairs: readonly PreferencePair[];
  readonly own: ScorePair;
  /** Who is asked before the others: the configured second model, on a judge's own questions. */
  readonly first?: { readonly name: string; readonly scores: ScorePair };
  /** As of {@link secondScorer}. */
  readonly coarse?: boolean;
}

/**
 * G7 of a reward model or a judge for which nobody named a second scorer. In order: who is given as `first`; the admitted reward models
 * that the library has for its kinds, of other models; then a built-in metric, where enough pairs carry a reference that is neither of their
 * responses. Whoever does not order the pairs as their labels do has no opinion that counts, and one that does
 * not agree refuses nothing: the model stays provisional, with the reason.
 */
export async function secondByDefault(home: string, asking: Asking): Promise<GateReport> {
  const { pairs, own, first, coarse = false } = asking;
  const settings = { own, byDefault: true, coarse };
  const reasons: string[] = [];
  if (first) {
    const found = await asked(() => secondScorer(first.name, pairs, { ...settings, second: first.scores }));
    if (found.outcome === 'passed') return found;
    reasons.push(found.reason ?? first.name);
  }
  for (const card of await modelsOf(home, asking)) {
    const found = await asked(async () => {
      const second = await openScorer({ home }, card.id);
      try {
        return await secondScorer(card.id, pairs, { ...settings, second: second.scores });
      } finally {
        await second.close();
      }
    });
    if (found.outcome === 'passed') return found;
    reasons.push(found.reason ?? card.id);
  }
  const carrying = pairs.filter(withOwnReference);
  if (carrying.length >= LEAST_DECIDED) {
    const { name, scores } = metricScorer(asking.kinds);
    const found = await asked(() => secondScorer(name, carrying, { ...settings, second: scores }));
    if (found.outcome === 'passed') return found;
    reasons.push(found.reason ?? name);
  }
  return notAsked(reasons);
}

/** Why nobody gave an opinion. */
function notAsked(reasons: readonly string[]): GateReport {
  const reason =
    reasons.join('; ').slice(0, 400) ||
    'no second scorer: name one (--second), or give pairs with references of their own';
  return { gate: 'G7', name: 'second opinion', outcome: 'not-applicable', cases: 0, reason };
}

async function asked(ask: () => Promise<SecondOpinion>): Promise<SecondOpinion> {
  try {
    return await ask();
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    // A second scorer that is away says nothing about the first.
    const reason = `${code} ${message}`.slice(0, 200);
    return { gate: 'G7', name: 'second opinion', outcome: 'not-applicable', cases: 0, reason };
  }
}

/** The cards of admitted reward models of the library for the same kinds, which run another model. */
async function modelsOf(home: string, { model, kinds }: Asking): Promise<ToolCard[]> {
  const served = new Set(kinds.flatMap((kind) => [kind, familyOf(kind)]));
  const { published } = await withRegistry({ home }, (registry) => registry.head());
  return published.filter(({ id, version, type, evidence, kinds: of }) => {
    if (type !== 'reward-model' || !evidence?.admitted || evidence.provisional) return false;
    if (!of.some((kind) => served.has(kind))) return false;
    const { record, sources } = loadToolVersion(home, id, version);
    return record.run.language === 'adapter' && readAdapter(sources.program).model !== model;
  });
}
