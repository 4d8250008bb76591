import { ModelScorer, type Outcome } from '../../models/reward-models/model-scorer.ts';
import type { RunServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { JsonObject } from '../../spec/json.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import type { RolloutMeta } from '../../spec/rollout.ts';
import type { Tool, ToolHealth, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { ReferenceScores } from './reference-scores.ts';

/** Rollouts of one call: a group, as trainers send them. */
const GROUP = 64;
/** Reference responses that a reward of the shape `par` stands beside, at most: the first of the query. */
const BESIDE = 16;
/** Flag for a model's raw values. They order the responses to one prompt and cannot be compared between prompts. */
const RAW = 'raw_score';

/**
 * @param server the address of the model, or what runs it on this machine
 * @returns a tool that sends whole groups to the reward model. Its values are the model's raw numbers
 */
export function rewardModelTool(
  declaration: ToolDeclaration,
  spec: AdapterSpec,
  server: string | RunServer,
  others: readonly string[] = [],
): Tool {
  const scorers = [server, ...others].map((one) => new ModelScorer(spec, one));
  const references = new ReferenceScores(async (query, text, signal) => {
    const [outcome] = await wholeGroup(scorers, (scorer) => scorer.score(query, [{ text }], signal));
    return outcome!;
  });
  const personal = spec.read.from === 'heads' && spec.read.users !== undefined;
  // What stands behind a program speaks on the program's own scale.
  const flags = declaration.backs === undefined ? [RAW] : [];
  const facts: JsonObject = {
    model: spec.model,
    revision: spec.revision,
    activation: spec.activation,
    ...(spec.read.from === 'steps' && { steps: spec.read.reduce }),
  };
  return makeTool({
    declaration,
    options: noOptions,
    batch: GROUP,
    health: async (signal) => {
      let last: ToolHealth = { ok: false, reason: 'no server is named' };
      for (const { client } of scorers) {
        last = await client.health(signal);
        if (last.ok) break;
      }
      return last;
    },
    ...(typeof server === 'object' && {
      heavy: true,
      health: () => server.health(),
      open: () => server.warm(new AbortController().signal),
      close: () => server.close(),
    }),
    prepare: (query) => ({
      async score(rollouts, { signal }) {
        const shaped = declaration.shape === 'par';
        const compared = shaped ? comparedWith(query) : [];
        if (shaped && compared.length === 0) return rollouts.map(() => ALONE);
        const written = rollouts.map(({ text, steps, meta }) => ({
          text,
          steps,
          user: personal ? userOf(meta) : undefined,
        }));
        const [own, beside] = await Promise.all([
          wholeGroup(scorers, (scorer) => scorer.score(query, written, signal)),
          references.of(query, compared, signal),
        ]);
        const verdicts = own.map((outcome) => verdictOf(outcome, facts, flags));
        if (!shaped) return verdicts;
        return besideReferences(
          verdicts,
          beside.map((outcome) => verdictOf(outcome, facts, flags)),
        );
      },
    }),
  });
}

/** Asks the next server where the one before it broke on a part of a group: one group has one server, or none. */
async function wholeGroup(
  scorers: readonly ModelScorer[],
  ask: (scorer: ModelScorer) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  let first: Outcome[] | null = null;
  for (const scorer of scorers) {
    const outcomes = await ask(scorer);
    const broken = outcomes.some((one) => 'error' in one);
    if (!broken) return outcomes;
    first ??= outcomes;
  }
  return first ?? [];
}

/** Where a query has no reference response there is no reward: the raw number would be on another scale. */
const ALONE = unscored(
  'The query has no reference response to stand beside: give par_references, a reference, or a file of them for the run.',
  undefined,
  'query',
);

/** The responses of a base policy, where the query has some, else its references. */
function comparedWith({ parReferences = [], references }: ToolQuery): readonly string[] {
  return (parReferences.length > 0 ? parReferences : references).slice(0, BESIDE);
}

function userOf(meta: RolloutMeta | undefined): string | undefined {
  const { extra = {}, columns = {} } = meta ?? {};
  const user = columns.user ?? columns.user_id ?? extra.user ?? extra.user_id;
  return typeof user === 'string' || typeof user === 'number' ? String(user) : undefined;
}

function verdictOf(raw: Outcome, facts: JsonObject, flags: readonly string[]): Verdict {
  if ('refused' in raw) return unscored(raw.refused, undefined, raw.cause);
  if ('score' in raw)
    return {
      ...scored(raw.score, { ...facts, ...raw.facts, raw: raw.score }),
      ...(raw.steps && { steps: raw.steps }),
      flags,
    };
  if ('unreadable' in raw) return unscored(`The model cannot read it whole: ${raw.unreadable}.`);
  return failed(raw.error.code, raw.error.message, 'system');
}

/** A rollout is placed among its references, so one missing reference score fails all rollouts. */
function besideReferences(own: readonly Verdict[], references: readonly Verdict[]): Verdict[] {
  const broken = references.find(({ status }) => status === 'failed');
  if (broken) return own.map(() => broken);
  const values = references.flatMap((verdict) => (verdict.status === 'scored' ? [verdict.value] : []));
  if (values.length < references.length)
    return own.map(() => unscored('A reference response cannot be scored.', undefined, 'query'));
  return own.map((verdict) =>
    verdict.status === 'scored'
      ? { ...verdict, evidence: { ...verdict.evidence, references: values }, flags: [] }
      : verdict,
  );
}
