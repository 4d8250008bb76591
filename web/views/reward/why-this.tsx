import type { Assignment } from '../../api/types.ts';
import { rewardText } from '../../parts/format.ts';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';

const COMBINED: Readonly<Record<string, string>> = {
  mean: 'the weighted mean of what they say',
  all: 'the least of what they say, and none where one does not score',
  form: 'the form alone: there is no reward',
  first: 'the first that scores decides',
  composite: 'in order: a gate at its floor makes the reward 0, else the weighted mean',
};

/** Why the query got this reward function. */
export function WhyThis({ assignment }: { readonly assignment: Assignment }) {
  const {
    kind,
    confidence,
    rung,
    reason,
    tools,
    combine = 'mean',
    snapshot,
    missing = [],
    shaping = [],
    truncated,
  } = assignment;
  return (
    <section class="card" aria-label="Why this reward function">
      <h2>Why this reward function</h2>
      <p>
        <Words>{reason}</Words>
      </p>
      <dl class="facts">
        <div>
          <dt>kind</dt>
          <dd>
            {kind ? <a href={link('rewards', { kind })}>{kind}</a> : "don't know"}{' '}
            <span class="quiet">
              sure to {Math.round(100 * confidence)} %, decided by: {rung}
            </span>
          </dd>
        </div>
        <div>
          <dt>{tools.length > 1 ? 'tools' : 'tool'}</dt>
          <dd>
            {tools.length === 0 && 'none'}
            {tools.map(({ id, version, weight, gate, optional }) => (
              <div key={id}>
                <a href={link('library', { tool: id })}>
                  <Words>{id}</Words>
                </a>{' '}
                <span class="quiet">
                  {version} · {weight === 0 ? 'watches only' : `weight ${rewardText(weight)}`}
                  {gate ? ' · gate' : ''}
                  {optional ? ' · may be left out' : ''}
                </span>
              </div>
            ))}
          </dd>
        </div>
        {tools.length > 1 && (
          <div>
            <dt>together</dt>
            <dd>{COMBINED[combine]}</dd>
          </div>
        )}
        {missing.length > 0 && (
          <div>
            <dt>missing</dt>
            <dd>
              {missing.map(({ what, name }) => (
                <div key={name}>
                  a tool for the {what} <Words>{name}</Words>
                </div>
              ))}
            </dd>
          </div>
        )}
        {shaping.length > 0 && (
          <div>
            <dt>shapes</dt>
            <dd>{shaping.map(({ shape }) => shape).join(', ')}</dd>
          </div>
        )}
        {truncated === 'floor' && (
          <div>
            <dt>cut-off answers</dt>
            <dd>get the floor</dd>
          </div>
        )}
        <div>
          <dt>library</dt>
          <dd>
            <a href={link('rewards', { snapshot, origin: 'any' })}>{snapshot}</a>
          </dd>
        </div>
      </dl>
    </section>
  );
}
