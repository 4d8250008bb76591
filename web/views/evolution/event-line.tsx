import type { EvolutionEvent } from '../../api/types.ts';
import { timeText } from '../../parts/format.ts';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';
import { alarmPlaces, alarmRuns } from '../../text/alarm-places.ts';

/** Most rollouts of an alarm in its line. */
const SHOWN = 12;

/** Something that the loop noticed or did: an alarm leads to its runs and its rollouts, an acquisition to its page. */
export function EventLine({ event }: { readonly event: EvolutionEvent }) {
  const { at, what, text, data } = event;
  const places = alarmPlaces(event);
  const advice = typeof data.advice === 'string' ? data.advice : null;
  return (
    <li>
      <span class="quiet" title={timeText(at)}>
        {timeText(at).slice(5)}
      </span>
      <span>
        <span class={`outcome ${what}`}>{what}</span>
      </span>
      <span>
        <Words>{text}</Words>
        {advice && (
          <span class="advice quiet">
            <Words>{advice}</Words>
          </span>
        )}
        {what === 'acquisition' && typeof data.id === 'string' && (
          <span class="facts-line">
            <a href={link('acquisitions', { id: data.id })}>its trace</a>
          </span>
        )}
        {places.length > 0 && (
          <span class="facts-line">
            {[...alarmRuns(event)].map(([run, step]) => (
              <a key={run} href={link('run', { run })}>
                <Words>{`${run}${step === null ? '' : `, step ${step}`}`}</Words>
              </a>
            ))}
            <span class="quiet">rollouts:</span>
            {places.slice(-SHOWN).map(({ record }) => (
              <a key={record} href={link('reward', { record })}>
                <Words>{record}</Words>
              </a>
            ))}
          </span>
        )}
      </span>
    </li>
  );
}
