import type { AcquisitionEvent } from '../../api/types.ts';
import { Code } from '../../parts/code.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { Words } from '../../parts/words.tsx';
import { Gate } from '../library/gate.tsx';

/** One event of an acquisition: programs as code, gates as in a card, everything else as names with values. */
export function AgentEvent({ event }: { readonly event: AcquisitionEvent }) {
  if (event.step === 'gate')
    return (
      <details>
        <summary>
          <Words>{`${event.candidate} · ${event.phase} · ${event.report.gate} ${event.report.name}`}</Words>{' '}
          <span class={`outcome ${event.report.outcome}`}>{event.report.outcome}</span>
        </summary>
        <Gate gate={event.report} />
      </details>
    );
  if (event.step === 'candidate' || event.step === 'second-opinion')
    return (
      <details>
        <summary>
          <Words>{event.step === 'candidate' ? `candidate ${event.candidate}` : 'second opinion'}</Words>
        </summary>
        {Object.entries(event.sources).map(([name, source]) => (
          <div key={name}>
            <h3>{name}</h3>
            <Code code={source} language={event.step === 'candidate' ? event.language : undefined} />
          </div>
        ))}
      </details>
    );
  const { step, ...rest } = event;
  return (
    <details open={step === 'outcome' || step === 'design'}>
      <summary>{step}</summary>
      <JsonView value={rest} />
    </details>
  );
}
