import { useRef } from 'preact/hooks';
import { keyHelp, useKeys } from '../state/keys.ts';

/** The keys that work on the page, shown by `?`. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ '?': ['These keys', () => dialog.current?.showModal()] });
  return (
    <dialog ref={dialog} aria-label="Keys">
      <h2>Keys</h2>
      <dl class="keys">
        {keyHelp().map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
