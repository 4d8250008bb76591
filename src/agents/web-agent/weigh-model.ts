import type { ModelFacts } from '../../hub/model-facts.ts';
import { cardSignals } from './card-signals.ts';
import type { Demand } from './demand.ts';
import { expectedQuality } from './expected-quality.ts';
import { languageFit } from './languages.ts';
import { licenceRuling } from './licence-policy.ts';
import { machineFit } from './machine-fit.ts';
import { type RefusalCode, type Role, roleOf } from './role.ts';
import { runtimeFor } from './runtime-for.ts';
import { type TaskFit, taskFit } from './task-fit.ts';

/** A model that may serve, with its value and the reasons. */
export interface Contender {
  readonly facts: ModelFacts;
  readonly role: Role;
  /** Expected quality less what speaks against it; for comparing contenders of one demand alone. */
  readonly points: number;
  readonly why: readonly string[];
  readonly needs: readonly ('reference' | 'steps' | 'rubric')[];
  readonly parameters: number | null;
  readonly needGb: number | null;
  readonly dtype: 'float32' | 'bfloat16';
  readonly remoteCode: boolean;
}

/** A model that may not serve, with the first reason. */
export interface Refused {
  readonly id: string;
  readonly code: RefusalCode;
  readonly why: string;
}

export type Weighed = { readonly contender: Contender } | { readonly refused: Refused };

const STEPS_OF_WHAT = 'its card does not say of what trade its steps are';
/** Shortest input, of what is wanted, that is worth having. */
const LEAST_SHARE_OF_INPUT = 0.25;

/**
 * Checks one model against a demand: first the reasons that forbid it, then its value. The order of the reasons is that of
 * their weight: what it is, whether it may be used, whether it can be, what for.
 */
export function weighModel(facts: ModelFacts, demand: Demand): Weighed {
  const { settings, machine, language, kind } = demand;
  const refuse = (code: RefusalCode, why: string): Weighed => ({ refused: { id: facts.id, code, why } });
  if (facts.access === 'disabled') return refuse('access', 'its hub has disabled it');
  if (facts.access === 'gated' && !settings.accepted.includes(facts.id))
    return refuse('access', 'it is gated: accept its terms, then name it in settings.accepted');

  const found = roleOf(facts);
  const allowed = allowedCommit(facts, settings.customCode);
  if (found.role === null && !(found.code === 'custom-code' && allowed)) {
    const remedy =
      found.code === 'custom-code'
        ? `; to allow its code, name its commit: --allow-code ${facts.id}@${facts.revision ?? 'SHA'}, or settings.customCode`
        : '';
    return refuse(found.code, `${found.why}${remedy}`);
  }
  const ownCode = found.role === null;
  if (ownCode && facts.config.codeElsewhere !== undefined)
    return refuse(
      'custom-code',
      `its Python stands in ${facts.config.codeElsewhere}, of which its own commit pins none`,
    );
  const signals = ownCode ? cardSignals(facts) : found.signals;
  if (ownCode && signals.pairwise && !signals.rubric)
    return refuse('pairwise', 'it compares two responses, and gives no score of one');
  const role = found.role ?? (signals.steps || signals.stepProtocol ? 'steps' : 'scalar');

  const licence = licenceRuling(facts, signals, settings.licences);
  if (!licence.ok) return refuse('licence', licence.why);
  if (signals.experimental && settings.licences.use === 'commercial')
    return refuse('licence', 'its authors advise against other use than research');

  const needs = needsOf(role, signals.reference);
  const missing = needs.find((need) => !demand.carries.includes(need));
  if (missing)
    return refuse(
      'needs',
      `it needs ${missing === 'steps' ? 'steps' : `a ${missing}`}, which the queries do not carry`,
    );

  const fit = taskFit(facts, kind);
  const misfit = misfitOf(fit, role, demand);
  if (misfit) return refuse('kind', misfit);

  const spoken = languageFit(facts, language);
  if (spoken === 'unstated')
    return refuse('language', `its card names ${facts.languages?.join(', ')}, not ${language}`);

  const size = machineFit(facts, machine);
  if (!size.fits)
    return refuse(
      'size',
      `it needs ${size.needGb?.toFixed(0)} GB, the machine gives ${size.haveGb.toFixed(0)} GB`,
    );
  if (runtimeFor(role, facts, machine, ownCode) === null)
    return refuse(
      'runtime',
      ownCode
        ? 'its code runs in vLLM or SGLang, which are not there, or at an address of yours (rlar models add): a worker of rlar’s runs none'
        : 'nothing that this machine can start serves it',
    );
  if (facts.maxTokens !== null && facts.maxTokens < LEAST_SHARE_OF_INPUT * settings.inputTokens)
    return refuse('too-short', `it reads ${facts.maxTokens} tokens, wanted are ${settings.inputTokens}`);

  const seesReference =
    demand.carries.includes('reference') &&
    (signals.reference === 'needed' || signals.reference === 'optional');
  const quality = expectedQuality(facts, { kind, fit, parameters: size.parameters, seesReference });
  const against: [number, string][] = [
    [licence.demerit, `licence ${licence.note}`],
    [size.demerit, sizeNote(size.parameters, size.needGb)],
    [
      spoken === 'unlikely' ? 15 : spoken === 'unknown' && language !== 'en' ? 8 : 0,
      `language ${language}: ${spoken}`,
    ],
    [found.role !== null && found.evidence === 'described' ? 2 : 0, found.why],
    [
      facts.weights.format === 'pytorch' ? 6 : 0,
      facts.weights.format === 'pytorch' ? 'weights are pickles, no safetensors' : '',
    ],
    [facts.config.quantised ? 4 : 0, facts.config.quantised ? 'quantised' : ''],
    [signals.experimental ? 10 : 0, signals.experimental ? 'called an experiment by its authors' : ''],
    [signals.layout === 'own' ? 6 : 0, signals.layout === 'own' ? 'wants a layout of its own' : ''],
    [0, ownCode ? `runs Python of its own repository, allowed at ${allowed}` : ''],
    [signals.undocumented ? 8 : 0, signals.undocumented ? 'its layout is not documented' : ''],
    [
      shortness(facts.maxTokens, settings.inputTokens),
      facts.maxTokens === null ? '' : `reads ${facts.maxTokens} tokens`,
    ],
    [role === 'steps' && !demand.carries.includes('steps') ? 8 : 0, ''],
    [role === 'steps' && fit.of !== 'own' ? 8 : 0, role === 'steps' && fit.of !== 'own' ? STEPS_OF_WHAT : ''],
  ];
  const points = against.reduce((sum, [demerit]) => sum - demerit, quality.points);
  const why = [
    quality.why,
    ...against
      .filter(([, note]) => note !== '')
      .map(([demerit, note]) => (demerit > 0 ? `${note} (−${demerit.toFixed(1)})` : note)),
  ];
  return {
    contender: {
      facts: found.role === null ? { ...facts, revision: allowed } : facts,
      role,
      points,
      why,
      needs,
      parameters: size.parameters,
      needGb: size.needGb,
      dtype: size.dtype,
      remoteCode: ownCode,
    },
  };
}

/** The commit whose code the user allowed: the one that was read, or any where a recording does not say which it read. */
function allowedCommit({ id, revision }: ModelFacts, allowed: readonly string[]): string | null {
  const commits = allowed
    .filter((entry) => entry.startsWith(`${id}@`))
    .map((entry) => entry.slice(id.length + 1));
  return (revision === null ? commits[0] : commits.find((commit) => commit === revision)) ?? null;
}

function needsOf(role: Role, reference: string | null): Contender['needs'] {
  if (role === 'rubric-judge') return ['rubric'];
  return reference === 'needed' ? ['reference'] : [];
}

function misfitOf(fit: TaskFit, role: Role, { kind, carries }: Demand): string | null {
  if (fit.of === 'other') return `it was made for ${fit.domain ?? 'another task'}, not for ${kind}`;
  if (role === 'labels' && fit.of !== 'own') return `its labels say nothing of ${kind}`;
  if (role === 'steps' && fit.of !== 'own' && !carries.includes('steps'))
    return `it judges steps, and its card does not say that they are of ${kind}`;
  // A score of general preference says too little about a translation or about single steps to be chosen for it.
  if (fit.share <= 0.5) return `a score of general preference says little about ${kind}`;
  if (carries.includes('steps') && role !== 'steps')
    return 'it scores whole responses, wanted is a score for each step';
  return null;
}

function shortness(maxTokens: number | null, wanted: number): number {
  return maxTokens === null || maxTokens >= wanted ? 0 : 6 * Math.log2(wanted / maxTokens);
}

function sizeNote(parameters: number | null, needGb: number | null): string {
  if (parameters === null) return 'size not known';
  const size =
    parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)} B` : `${(parameters / 1e6).toFixed(0)} M`;
  return `${size} parameters, ${needGb?.toFixed(1)} GB`;
}
