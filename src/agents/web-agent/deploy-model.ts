import type { DownloadWatch } from '../../hub/model-download.ts';
import type { ModelFacts } from '../../hub/model-facts.ts';
import type { ModelSource } from '../../hub/model-source.ts';
import { unservableReason } from '../../models/reward-models/unservable-reason.ts';
import { builtInProblem } from '../../models/worker/built-in-model.ts';
import { engineIsHere } from '../../models/worker/launch-worker.ts';
import { hashOfFiles, modelFolder } from '../../models/worker/model-files.ts';
import { makeTorchEnvironment } from '../../models/worker/torch-environment.ts';
import { bytesOf, requireMemory, type WorkerRecord } from '../../models/worker/worker-of.ts';
import { type AdapterSpec, adapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { chooseModel } from './choose-model.ts';
import { contractByRules } from './contract-by-rules.ts';
import type { Demand } from './demand.ts';
import { withKnownFigures } from './known-figures.ts';

interface ToDeploy {
  readonly source: ModelSource;
  readonly home: string;
  readonly model: string;
  readonly revision?: string;
  readonly demand: Demand;
  /** The adapter that was chosen with the model; without it the rules fill one. */
  readonly adapter?: AdapterSpec;
}

/** A model whose files are on this machine, with what is to run it. */
export interface DeployedModel {
  readonly spec: AdapterSpec;
  readonly worker: WorkerRecord;
  readonly licence: string | null;
}

/**
 * Brings a model onto this machine, for a worker of rlar's: the rules of choosing must let it through, its memory must be
 * there before anything is fetched, and what it is loaded from is pinned by commit and by hash.
 * @throws RLAR_INVALID_TOOL where the rules refuse it · RLAR_MODEL_TOO_LARGE · RLAR_HUB_…, RLAR_DOWNLOAD_BROKEN ·
 * RLAR_WORKER_ENVIRONMENT
 */
export async function deployModel(
  { source, home, model, revision, demand, adapter }: ToDeploy,
  watch: DownloadWatch & { readonly onNote: (note: string) => void; readonly signal: AbortSignal },
): Promise<DeployedModel> {
  const facts = withKnownFigures(await source.facts(model, revision));
  const spec = adapter ?? specOf(facts, demand);
  const parameters = facts.parameters ?? 0;
  const bytes = facts.weights.bytes ?? 2 * parameters;
  requireMemory(
    model,
    bytesOf([{ name: 'model.safetensors', size: bytes, sha256: '' }], 'torch', spec.dtype),
  );
  const folder = modelFolder(home, spec.model, spec.revision);
  const files = await source.fetchTo(folder, { id: spec.model, revision: spec.revision }, watch);
  const problem = builtInProblem(folder, spec.render.as);
  if (problem !== null) await prepareTorch(home, problem, watch);
  return {
    spec,
    worker: { engine: problem === null ? 'built-in' : 'torch', files: hashOfFiles(files) },
    licence: facts.licence.state === 'stated' ? facts.licence.id : null,
  };
}

function specOf(facts: ModelFacts, demand: Demand): AdapterSpec {
  const own = { ...demand, machine: { ...demand.machine, runtimes: ['managed-worker'] } };
  const { contenders, refused } = chooseModel([facts], own);
  const [contender] = contenders;
  if (!contender)
    throw new RlarError('RLAR_INVALID_TOOL', `${facts.id}: ${refused[0]?.why ?? 'the rules refuse it'}`);
  const found = contractByRules(contender, own);
  if ('missing' in found)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${facts.id}: how it is called is not known by rules: ${found.missing}`,
    );
  const spec = adapterSpec.parse({ ...found.contract, model: facts.id, revision: facts.revision });
  const reason = unservableReason(spec, 'worker');
  if (reason !== null) throw new RlarError('RLAR_INVALID_TOOL', `${facts.id}: ${reason}`);
  return spec;
}

async function prepareTorch(
  home: string,
  problem: string,
  { onNote, signal }: { readonly onNote: (note: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  if (engineIsHere('torch', home)) return;
  onNote(`rlar does not run it itself (${problem}); transformers does`);
  await makeTorchEnvironment(home, onNote, signal);
}
