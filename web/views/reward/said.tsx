import type { Reward, ToolResult } from '../../api/types.ts';
import { countText, rewardText } from '../../parts/format.ts';
import { JsonView } from '../../parts/json-view.tsx';
import { Flags, RewardNumber } from '../../parts/reward-chips.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';

interface SaidProps {
  readonly results: readonly ToolResult[];
  readonly shaped?: Reward['shaped'] | undefined;
  readonly weight?: number | undefined;
}

/** What each tool said, with its evidence, and what the shapes made of it. */
export function Said({ results, shaped, weight }: SaidProps) {
  return (
    <section class="card" aria-label="What the tools said">
      <h2>What the tools said</h2>
      {results.length === 0 && <p class="quiet">No tool was asked.</p>}
      {results.map((result) => (
        <OneResult key={`${result.tool}@${result.version}`} result={result} />
      ))}
      {shaped && (
        <dl class="facts">
          <div>
            <dt>shaped</dt>
            <dd>
              from {rewardText(shaped.from)}
              {shaped.steps.map((step) => (
                <div key={step.shape}>
                  {step.shape}: {'reward' in step ? rewardText(step.reward) : <Words>{step.skipped}</Words>}
                </div>
              ))}
              {shaped.task_value !== undefined && (
                <div>how much the query can teach: {rewardText(shaped.task_value)}</div>
              )}
              {weight !== undefined && <div>share of the update: {rewardText(weight)}</div>}
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

function OneResult({ result }: { readonly result: ToolResult }) {
  const {
    tool,
    version,
    status,
    value,
    reason,
    error,
    cause,
    evidence,
    flags = [],
    ms,
    cached,
    usage,
  } = result;
  return (
    <div class="result">
      <header>
        <a href={link('library', { tool })}>
          <Words>{tool}</Words>
        </a>
        <RewardNumber status={status} reward={value} cause={cause} />
        <Flags flags={flags} />
        <span class="quiet" title={`version ${version}`}>
          {cached ? 'from the cache' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`}
          {usage &&
            ` · ${usage.calls} calls of a model, ${countText(usage.inputTokens + usage.outputTokens)} tokens`}
        </span>
      </header>
      {(reason ?? error?.message) && (
        <p>
          <Words>{reason ?? error?.message ?? ''}</Words>
        </p>
      )}
      {Object.keys(evidence).length > 0 && <JsonView value={evidence} />}
    </div>
  );
}
