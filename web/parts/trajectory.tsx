import type { Step } from '../api/types.ts';
import { rewardText } from './format.ts';
import { JsonView } from './json-view.tsx';
import { ResponseText } from './response-text.tsx';
import { Words } from './words.tsx';

interface TrajectoryProps {
  readonly steps: readonly Step[];
  /** By name of what scored the steps: one number a step. */
  readonly scores?: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** A trajectory, one step below the other: who speaks, what it calls with which arguments, what came back, and what each step earned. */
export function Trajectory({ steps, scores = [] }: TrajectoryProps) {
  return (
    <ol class="trajectory">
      {steps.map(({ role, content, tool_calls: calls = [], observation, name }, at) => (
        <li key={at} class={`step ${role === 'assistant' ? 'by-policy' : 'from-outside'}`}>
          <header>
            <span class="step-number">{at + 1}</span>
            <strong>
              <Words>{role}</Words>
            </strong>
            {name && <Words>{name}</Words>}
            {scores.map((score) =>
              score.values[at] === undefined ? null : (
                <span key={score.name} class="quiet">
                  <Words>{score.name}</Words> {rewardText(score.values[at])}
                </span>
              ),
            )}
          </header>
          {content !== '' && <ResponseText text={content} />}
          {calls.map((call, index) => (
            <div key={index} class="call">
              <code>
                <Words>{call.name}</Words>
              </code>
              <JsonView value={call.arguments} />
            </div>
          ))}
          {observation !== undefined && <JsonView value={observation} />}
        </li>
      ))}
    </ol>
  );
}
