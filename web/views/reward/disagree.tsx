import { useState } from 'preact/hooks';
import { ApiError, get, post } from '../../api/client.ts';
import { isCopy } from '../../api/copy.ts';
import type { FeedbackList } from '../../api/types.ts';
import { useData } from '../../api/use-data.ts';
import { agoText, timeText } from '../../parts/format.ts';
import { Failure } from '../../parts/states.tsx';
import { Words } from '../../parts/words.tsx';
import { useKeys } from '../../state/keys.ts';

/** The name under which a person's verdicts are recorded, until another is given; it is kept for this browser. */
const NAME = 'rlar-name';

type Sent =
  | { readonly state: 'open' | 'sending' | 'sent' }
  | { readonly state: 'failed'; readonly error: ApiError };

/** A person's verdict on a reward. It is evidence beside the reward, which stays as it is. */
export function Disagree({ record, reward }: { readonly record: string; readonly reward: number | null }) {
  const [note, setNote] = useState('');
  const [by, setBy] = useState(() => localStorage.getItem(NAME) ?? '');
  const [sent, setSent] = useState<Sent>({ state: 'open' });
  const [said, setSaid] = useState<boolean | null>(null);
  const earlier = useData(isCopy ? null : record, (signal) =>
    get<FeedbackList>('v1/feedback', { record }, { signal }),
  );
  const send = async (correct: boolean): Promise<void> => {
    setSent({ state: 'sending' });
    try {
      localStorage.setItem(NAME, by);
      const named = by.trim() === '' ? {} : { by: by.trim() };
      const told = note.trim() === '' ? {} : { note: note.trim() };
      await post('v1/feedback', { record, correct, ...named, ...told });
      setSaid(correct);
      setSent({ state: 'sent' });
      earlier.reload();
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown));
      setSent({ state: 'failed', error });
    }
  };
  useKeys({ w: ['This is wrong: say why', () => document.getElementById('verdict-note')?.focus()] });
  return (
    <section class="card verdict" aria-label="Your verdict">
      <h2>Is it wrong?</h2>
      {earlier.data && <Earlier said={earlier.data.items} />}
      {sent.state === 'sent' ? (
        <p role="status">
          Recorded: the response is {said ? 'right' : 'wrong'}. The reward stays; your word is evidence for
          the tool.{' '}
          <button type="button" class="quiet" onClick={() => setSent({ state: 'open' })}>
            Say more
          </button>
        </p>
      ) : (
        <>
          <p class="quiet">
            {reward === null ? 'It got no reward. ' : ''}Your verdict is on the response. It counts in the
            figures of the tool, and no recorded reward changes.
          </p>
          <label class="unseen" for="verdict-note">
            Why
          </label>
          <textarea
            id="verdict-note"
            rows={2}
            placeholder="Why (a note for who reads it later)"
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          <div class="verdict-line">
            <button type="button" disabled={sent.state === 'sending'} onClick={() => send(true)}>
              The response is right
            </button>
            <button type="button" disabled={sent.state === 'sending'} onClick={() => send(false)}>
              The response is wrong
            </button>
            <label>
              by
              <input
                size={10}
                value={by}
                placeholder="user"
                onInput={(event) => setBy(event.currentTarget.value)}
              />
            </label>
          </div>
          {sent.state === 'failed' && <Failure error={sent.error} />}
        </>
      )}
    </section>
  );
}

/** What was said of the reward before: by people, and by trusted checks. */
function Earlier({ said }: { readonly said: FeedbackList['items'] }) {
  if (said.length === 0) return null;
  return (
    <ul class="earlier" aria-label="Said before">
      {said.map(({ number, at, sort, correct, by, body: { note, action } }) => (
        <li key={number}>
          <span class={correct === null ? undefined : correct ? 'good' : 'bad'}>
            {correct === null ? (action ?? sort) : correct ? 'right' : 'wrong'}
          </span>{' '}
          <span class="quiet" title={timeText(at)}>
            by <Words>{by}</Words>, {agoText(at)}
          </span>{' '}
          {note && <Words>{note}</Words>}
        </li>
      ))}
    </ul>
  );
}
