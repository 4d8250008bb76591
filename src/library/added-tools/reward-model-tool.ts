import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ModelScorer, type Outcome } from '../../models/reward-models/model-scorer.ts';
import type { RunServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { JsonObject } from '../../spec/json.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import type { RolloutMeta } from '../../spec/rollout.ts';
import type { Tool, ToolHealth, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';

/** Rollouts of one call: a group, as trainers send them. */
const GROUP = 64;
/** Scores of references that are kept; the tool, and with it what is kept, is of one version. */
const REFERENCES = 20_000;
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
  /** Scores of references: the same for every group of a query, whichever request brings it. */
  const known = new LRUCache<string, number>({ max: REFERENCES });
  const personal = spec.read.from === 'heads' && spec.read.users !== undefined;
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
        const compared = declaration.shape === 'par' ? query.references : [];
        const asked = compared.filter((text) => !known.has(keyOf(query, text)));
        const written = [
          ...rollouts.map(({ text, steps, meta }) => ({
            text,
            steps,
            user: personal ? userOf(meta) : undefined,
          })),
          ...asked.map((text) => ({ text })),
        ];
        const outcomes = await wholeGroup(scorers, (scorer) => scorer.score(query, written, signal));
        const verdicts = outcomes.map((outcome) => verdictOf(outcome, facts));
        const own = verdicts.slice(0, rollouts.length);
        if (declaration.shape !== 'par') return own;
        const found = verdicts.slice(rollouts.length).values();
        const beside = compared.map((text): Verdict => {
          const value = known.get(keyOf(query, text));
          const verdict = value === undefined ? found.next().value! : scored(value);
          if (verdict.status === 'scored') known.set(keyOf(query, text), verdict.value);
          return verdict;
        });
        return besideReferences(own, beside);
      },
    }),
  });
}

/** Asks the next server where the one before it did not serve all of a group: one group has one server, or none. */
async function wholeGroup(
  scorers: readonly ModelScorer[],
  ask: (scorer: ModelScorer) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  let first: Outcome[] | null = null;
  for (const scorer of scorers) {
    const outcomes = await ask(scorer);
    const broken = outcomes.some((one) => 'error' in one && one.error.code === 'RLAR_SCORER_UNREACHABLE');
    if (!broken) return outcomes;
    first ??= outcomes;
  }
  return first ?? [];
}

function keyOf({ prompt, messages }: ToolQuery, reference: string): string {
  return hash('sha256', JSON.stringify([prompt, messages, reference]), 'base64');
}

function userOf(meta: RolloutMeta | undefined): string | undefined {
  const { extra = {}, columns = {} } = meta ?? {};
  const user = columns.user ?? columns.user_id ?? extra.user ?? extra.user_id;
  return typeof user === 'string' || typeof user === 'number' ? String(user) : undefined;
}

function verdictOf(raw: Outcome, facts: JsonObject): Verdict {
  if ('refused' in raw) return unscored(raw.refused, undefined, raw.cause);
  if ('score' in raw)
    return {
      ...scored(raw.score, { ...facts, ...raw.facts, raw: raw.score }),
      ...(raw.steps && { steps: raw.steps }),
      flags: [RAW],
    };
  if ('unreadable' in raw) return unscored(`The model cannot read it whole: ${raw.unreadable}.`);
  return failed(raw.error.code, raw.error.message, 'system');
}

/** A rollout is placed among its references, so one missing reference score fails all rollouts. */
function besideReferences(own: readonly Verdict[], references: readonly Verdict[]): Verdict[] {
  if (references.length === 0)
    return own.map(() =>
      unscored('The query has no reference response to stand beside.', undefined, 'query'),
    );
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
