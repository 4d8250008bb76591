import { comparesTwo } from '../../models/reward-models/unservable-reason.ts';
import type { WorkerRecord } from '../../models/worker/worker-of.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { firstIssue } from '../../spec/parse-or-throw.ts';
import { type ToolDeclaration, UNBOUNDED } from '../../spec/tool-card.ts';
import { allowanceFor, type CodeAllowance } from './code-allowance.ts';
import { type AddedTool, addedTool, finishRecord, type ToolSources } from './record.ts';
import type { EngineRecord } from './server-of.ts';

/** A user's description of a reward model. */
export interface RewardModelParts {
  /** Its name in the library; by default made from the model's name. */
  readonly id?: string;
  /** The server of the model: an address, or a worker of rlar. */
  readonly by:
    | { readonly url: string; readonly others?: readonly string[] }
    | { readonly worker: WorkerRecord }
    | { readonly engine: EngineRecord };
  readonly license?: string;
  /** `par`: values are shaped by the scores of reference responses (`par_references`, else the references), which the query must have. */
  readonly shape?: 'par' | 'raw';
  /** Set where it judges translations: form first, then the model (`sem`), or the mean of the model and `lex` (`mix`). */
  readonly translation?: 'sem' | 'mix';
  /** Whether the queries of its kinds carry a reference: unbounded scores are then shaped by it unless `shape` says `raw`. */
  readonly carriesReference?: boolean;
  /** What its values mean, from 0 to 1, as its scores of labelled pairs show. */
  readonly calibration?: ToolDeclaration['calibration'];
  /** Whether it stands behind the programs of its kinds, and judges what they leave unscored, in place of judging alone. */
  readonly behind?: boolean;
  /** Commits whose own Python may run. */
  readonly allowedCode?: readonly CodeAllowance[];
  /** Kinds for which the router may choose the model, where provisional tools are allowed. */
  readonly kinds?: readonly string[];
}

const RAW =
  "Its values are the model's own numbers, without a calibration: they order the responses to one prompt, and cannot be put together with another tool's.";
const CALIBRATED =
  'The reward is the place of a score among those of labelled pairs, from 0 to 1; a half is the middle one.';
const PROBABLE =
  'It judges what the program of its kinds leaves unscored: the reward is the probability that the response is right, beside the reference.';
const BESIDE =
  'The reward is how far a response stands above reference responses to its prompt, from 0 to 1; a half is as good as they are.';

/** A probability means what it says. */
const AS_IT_IS = [
  { value: 0, share: 0 },
  { value: 1, share: 1 },
] as const;

/** Most milliseconds for a group, including retries; of a model that writes its reasons. */
const GROUP_MS = 60_000;
const WRITTEN_GROUP_MS = 600_000;
/** Groups in work at once: of a server, which batches them, and of a worker on this machine. */
const GROUPS = { server: 64, worker: 8 } as const;

/** @returns the record of the tool, and its only source: the adapter. @throws RLAR_INVALID_TOOL naming the field */
export function rewardModelRecord(
  spec: AdapterSpec,
  parts: RewardModelParts,
): { readonly record: AddedTool; readonly sources: ToolSources } {
  const { id = idOf(spec.model), by, license, kinds = [] } = parts;
  const { model, revision, needs, range, sign, runtime } = spec;
  const shape = parts.translation ? undefined : shapeOf(spec, parts);
  const ofPairs = shape === undefined && parts.shape !== 'raw' ? parts.calibration : undefined;
  const calibration = parts.behind ? [...AS_IT_IS] : ofPairs;
  if (shape === 'par' && needs.includes('reference'))
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${model} compares with the reference itself: it takes no --shape`,
    );
  if (parts.behind) requireVerifier(spec, kinds);
  const judges = parts.translation;
  const groupMs = spec.read.from === 'verdict' ? WRITTEN_GROUP_MS : GROUP_MS;
  const code = allowanceFor(spec, parts.allowedCode ?? []);
  const bounds = range && (sign === 1 ? range : [-range[1], -range[0]]);
  const place =
    'url' in by ? `at ${by.url}` : `run by rlar (${'worker' in by ? by.worker.engine : by.engine.name})`;
  const values = parts.behind ? PROBABLE : shape === 'par' ? BESIDE : calibration ? CALIBRATED : RAW;
  const parsed = addedTool.safeParse({
    declaration: {
      id,
      version: 'unset',
      title: `${model}, ${shape === 'par' ? 'against references' : parts.behind ? 'behind programs' : calibration ? 'calibrated scores' : 'raw scores'}`,
      description: `The reward model ${model}, called as ${runtime}. ${values}${code ? ` Its server runs Python of its repository: ${code.commit}, which ${code.by} allowed.` : ''}`,
      type: 'reward-model',
      slot: parts.behind ? 'correctness' : 'quality',
      needs: [
        'prompt',
        ...(needs.includes('reference') || judges === 'mix' ? ['reference'] : []),
        ...(shape ? ['par-reference'] : []),
      ],
      ...(shape && { shape }),
      ...(calibration && !judges && { calibration }),
      // Whose taste counts stands in a column of the row.
      ...(spec.read.from === 'heads' && spec.read.users && { meta: true }),
      range: judges ? [0, 1] : (bounds ?? (comparesTwo(spec) ? [0, 1] : UNBOUNDED)),
      kinds: parts.behind ? [] : kinds,
      ...(parts.behind && { backs: kinds }),
      execution: 'async',
      deadlineMs: groupMs,
      concurrency: 'worker' in by ? GROUPS.worker : GROUPS.server,
      // The last digits of a value depend on the other items of its batch, so the model is not deterministic.
      deterministic: false,
      // The model has no floor, so a response without content gets no value.
      contentGuard: false,
      provenance: { origin: 'user', source: `${model}@${revision} ${place}`, ...(license && { license }) },
    },
    file: 'adapter.json',
    callMs: groupMs,
    run: {
      language: 'adapter',
      ...(judges && {
        translation: { how: judges, range: bounds ?? [0, 0], ...(calibration && { calibration }) },
      }),
      ...(code && { code }),
      ...('url' in by && by.others?.length === 0 ? { url: by.url } : by),
    },
  });
  if (!parsed.success) throw new RlarError('RLAR_INVALID_TOOL', firstIssue(parsed.error));
  const sources = { program: `${JSON.stringify(spec, null, 2)}\n` };
  return { record: finishRecord(parsed.data, sources), sources };
}

/** What stands behind a program must say the same as it does: from 0 to 1, how right a response is, beside the reference. */
function requireVerifier({ model, needs, range, sign }: AdapterSpec, kinds: readonly string[]): void {
  const isProbability = range?.[0] === 0 && range[1] === 1 && sign === 1;
  if (needs.includes('reference') && isProbability && kinds.length > 0) return;
  const lack = kinds.length === 0 ? 'no --kind is named' : 'it reads no reference, or gives no probability';
  throw new RlarError(
    'RLAR_INVALID_TOOL',
    `${model} cannot stand behind programs: ${lack} (needs: ["reference"], range: [0, 1], sign: 1)`,
  );
}

/** PAR is the shape of scores without bounds, where there is a reference to stand beside. */
function shapeOf(
  { range, needs, read }: AdapterSpec,
  { shape, carriesReference }: RewardModelParts,
): 'par' | undefined {
  if (shape !== undefined) return shape === 'par' ? 'par' : undefined;
  const unbounded = range === null && (read.from === 'head' || read.from === 'heads');
  return carriesReference && unbounded && !needs.includes('reference') ? 'par' : undefined;
}

/** @returns the name of a tool that is made from a model's: `lab/Quiet-Taste_v2` is `quiet-taste-v2` */
export function idOf(model: string): string {
  const name = model.replace(/^.*\//, '').toLowerCase();
  return name.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'reward-model';
}
