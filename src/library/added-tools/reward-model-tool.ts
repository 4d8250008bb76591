import type { RawScore } from '../../models/reward-models/raw-score.ts';
import { renderInput, type ScorerInput } from '../../models/reward-models/render-input.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import type { ManagedWorker } from '../../models/worker/managed-worker.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { JsonObject } from '../../spec/json.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';

/** Rollouts of one call: a group, as trainers send them. */
const GROUP = 64;
/** Flag for a model's raw values. They order the responses to one prompt and cannot be compared between prompts. */
const RAW = 'raw_score';

/**
 * @param server the address of the model, or the worker that runs it
 * @returns a tool that sends whole groups to the reward model. Its values are the model's raw numbers
 */
export function rewardModelTool(
  declaration: ToolDeclaration,
  spec: AdapterSpec,
  server: string | ManagedWorker,
): Tool {
  const client = new ScorerClient(spec, server);
  const facts: JsonObject = { model: spec.model, revision: spec.revision, activation: spec.activation };
  return makeTool({
    declaration,
    options: noOptions,
    batch: GROUP,
    health: (signal) => client.health(signal),
    ...(typeof server === 'object' && {
      heavy: true,
      health: () => server.health(),
      open: () => server.warm(new AbortController().signal),
      close: () => server.close(),
    }),
    prepare: (query) => ({
      async score(rollouts, { signal }) {
        const compared = declaration.shape === 'par' ? query.references : [];
        const written = [...rollouts.map(({ text }) => text), ...compared];
        const laidOut = written.map((text) => renderInput(spec, query, text));
        const asked = laidOut.filter((input): input is ScorerInput => 'as' in input);
        const scores = (await client.score(asked, signal)).values();
        const verdicts = laidOut.map((input) =>
          'as' in input
            ? verdictOf(scores.next().value, facts)
            : unscored(input.refused, undefined, input.cause),
        );
        const own = verdicts.slice(0, rollouts.length);
        return declaration.shape === 'par' ? besideReferences(own, verdicts.slice(rollouts.length)) : own;
      },
    }),
  });
}

function verdictOf(raw: RawScore | undefined, facts: JsonObject): Verdict {
  if (raw === undefined) return failed('RLAR_SCORER_INVALID', 'there is no answer for it');
  if ('score' in raw) return { ...scored(raw.score, { ...facts, raw: raw.score }), flags: [RAW] };
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
