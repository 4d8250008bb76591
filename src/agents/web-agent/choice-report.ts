import type { AdapterContract, AdapterSpec } from '../../spec/adapter-spec.ts';
import { adapterSpec } from '../../spec/adapter-spec.ts';
import type { Choice } from './choose-model.ts';
import { contractByRules } from './contract-by-rules.ts';
import type { Demand } from './demand.ts';
import type { CardsRead } from './read-cards.ts';
import type { Contender, Refused } from './weigh-model.ts';

/** A contender in the form that is shown and stored. */
export interface Ranked {
  readonly id: string;
  readonly revision: string | null;
  readonly source: string;
  readonly role: string;
  readonly points: number;
  readonly why: readonly string[];
  readonly needs: readonly string[];
  readonly parameters: number | null;
  readonly memoryGb: number | null;
  /** The adapter for calling it, with its revision where that is known. Null where the rules do not know how to call it. */
  readonly adapter: AdapterSpec | AdapterContract | null;
  /** The facts that the rules could not find. */
  readonly missing: string | null;
}

export interface ChoiceReport {
  readonly kind: string;
  readonly language: string;
  readonly carries: readonly string[];
  readonly choice: Ranked | null;
  readonly fallbacks: readonly Ranked[];
  readonly refused: readonly Refused[];
}

/** The facts read from cards, in addition to the rules; absent where no card was read. */
type Readings = Pick<CardsRead, 'contracts' | 'problems'>;
const NO_READINGS: Readings = { contracts: new Map(), problems: new Map() };

/** @returns the choice as data: the chosen model, its fallbacks, and the reason against each of the others */
export function choiceReport(
  { contenders, refused }: Choice,
  demand: Demand,
  readings: Readings = NO_READINGS,
): ChoiceReport {
  const [choice = null, ...fallbacks] = contenders.map((contender) => ranked(contender, demand, readings));
  const { kind, language, carries } = demand;
  return { kind, language, carries, choice, fallbacks, refused };
}

function ranked(contender: Contender, demand: Demand, { contracts, problems }: Readings): Ranked {
  const { facts, role, points, why, needs, parameters, needGb } = contender;
  const problem = problems.get(facts.id);
  const byCard = contracts.get(facts.id);
  const found = byCard
    ? { contract: byCard }
    : problem === undefined
      ? contractByRules(contender, demand)
      : { missing: problem };
  return {
    id: facts.id,
    revision: facts.revision,
    source: facts.source,
    role,
    points: Math.round(points * 10) / 10,
    why,
    needs,
    parameters,
    memoryGb: needGb === null ? null : Math.round(needGb * 10) / 10,
    adapter: 'contract' in found ? pinned(found.contract, contender) : null,
    missing: 'missing' in found ? found.missing : null,
  };
}

function pinned(
  contract: AdapterContract,
  { facts: { id: model, revision }, remoteCode }: Contender,
): AdapterSpec | AdapterContract {
  const spec = adapterSpec.safeParse({ ...contract, model, revision, remoteCode });
  return spec.success ? spec.data : contract;
}
