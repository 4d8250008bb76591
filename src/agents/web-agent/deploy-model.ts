import type { DownloadWatch } from '../../hub/model-download.ts';
import type { ModelFacts } from '../../hub/model-facts.ts';
import type { ModelSource } from '../../hub/model-source.ts';
import type { EngineRecord } from '../../library/added-tools/server-of.ts';
import type { ServingEngine } from '../../models/engine/engine-command.ts';
import { chatTemplateIn } from '../../models/reward-models/chat-template.ts';
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
  /** An inference engine that rlar starts in place of a worker of its own; by this command where one is given. */
  readonly engine?: ServingEngine;
  readonly command?: readonly string[];
}

/** A model whose files are on this machine, with what is to run it. */
export interface DeployedModel {
  readonly spec: AdapterSpec;
  readonly by: { readonly worker: WorkerRecord } | { readonly engine: EngineRecord };
  readonly licence: string | null;
}

/**
 * Brings a model onto this machine, for a worker of rlar's: the rules of choosing must let it through, its memory must be
 * there before anything is fetched, and what it is loaded from is pinned by commit and by hash.
 * @throws RLAR_INVALID_TOOL where the rules refuse it · RLAR_MODEL_TOO_LARGE · RLAR_HUB_…, RLAR_DOWNLOAD_BROKEN ·
 * RLAR_WORKER_ENVIRONMENT
 */
export async function deployModel(
  { source, home, model, revision, demand, adapter, engine, command }: ToDeploy,
  watch: DownloadWatch & { readonly onNote: (note: string) => void; readonly signal: AbortSignal },
): Promise<DeployedModel> {
  // The commit whose code was allowed is the one that is wanted, where no other is named.
  const allowed = demand.settings.customCode.find((commit) => commit.startsWith(`${model}@`));
  const facts = withKnownFigures(await source.facts(model, revision ?? allowed?.slice(model.length + 1)));
  const contract = adapter ?? specOf(facts, demand, engine);
  const { model: id, revision: commit, dtype } = contract;
  const parameters = facts.parameters ?? 0;
  const bytes = facts.weights.bytes ?? 2 * parameters;
  // An engine has its weights on a GPU, whose memory it looks at itself.
  if (!engine)
    requireMemory(model, bytesOf([{ name: 'model.safetensors', size: bytes, sha256: '' }], 'torch', dtype));
  const folder = modelFolder(home, contract);
  const files = await source.fetchTo(folder, { id, revision: commit, code: contract.remoteCode }, watch);
  const spec = engine === 'sglang' ? withOwnTemplate(contract, folder) : contract;
  const licence = facts.licence.state === 'stated' ? facts.licence.id : null;
  if (engine) {
    const by = { engine: { name: engine, files: hashOfFiles(files), ...(command && { command }) } };
    return { spec, by, licence };
  }
  const problem = builtInProblem(folder, spec.render.as);
  if (problem !== null) await prepareTorch(home, problem, watch);
  return {
    spec,
    by: { worker: { engine: problem === null ? 'built-in' : 'torch', files: hashOfFiles(files) } },
    licence,
  };
}

/** @returns the adapter that rules give for a worker, or an engine, of this machine. @throws RLAR_INVALID_TOOL */
export function specOf(facts: ModelFacts, demand: Demand, engine?: ServingEngine): AdapterSpec {
  const own = { ...demand, machine: { ...demand.machine, runtimes: [engine ?? 'managed-worker'] } };
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
  const { remoteCode } = contender;
  const spec = adapterSpec.parse({
    ...found.contract,
    model: facts.id,
    revision: facts.revision,
    remoteCode,
  });
  // SGLang takes finished text, and the chat template comes with the files.
  const reason =
    engine === 'sglang' && spec.render.as === 'chat'
      ? null
      : unservableReason(spec, engine ? 'address' : 'worker');
  if (reason !== null) throw new RlarError('RLAR_INVALID_TOOL', `${facts.id}: ${reason}`);
  return spec;
}

function withOwnTemplate(spec: AdapterSpec, folder: string): AdapterSpec {
  if (spec.render.as !== 'chat') return spec;
  const { template, tokens } = chatTemplateIn(folder);
  // The server puts a BOS before every text.
  return { ...spec, chatTemplate: template, templateTokens: tokens, stripBos: true };
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
