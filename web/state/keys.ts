/**
 * The keyboard. A view says which keys it knows while it is on screen; `g` and a letter goes to a view. Keys that are typed into
 * a field stay there.
 */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface KeyHelp {
  readonly keys: string;
  readonly what: string;
}

interface Binding extends KeyHelp {
  readonly run: () => void;
}

/** The bindings on screen; those of the newest part come first. */
const bindings = signal<readonly (readonly Binding[])[]>([]);

/** Milliseconds in which the second key of a pair must follow the first. */
const PAIR_MS = 1_200;
let first: { key: string; at: number } | null = null;

/** @returns what the keys on screen do, for the page that lists them */
export function keyHelp(): KeyHelp[] {
  return bindings.value.toReversed().flat();
}

/**
 * Binds keys while a part of the page is on screen.
 * @param given by keys: a key as `KeyboardEvent.key` names it, or two with a space between, such as `g r`
 */
export function useKeys(given: Readonly<Record<string, readonly [what: string, run: () => void]>>): void {
  const latest = useRef(given);
  latest.current = given;
  const names = Object.keys(given).join('|');
  useEffect(() => {
    const own = Object.entries(latest.current).map(([keys, [what]]) => ({
      keys,
      what,
      run: () => latest.current[keys]?.[1](),
    }));
    bindings.value = [own, ...bindings.peek()];
    return () => {
      bindings.value = bindings.peek().filter((one) => one !== own);
    };
  }, [names]);
}

export function startKeys(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const { key } = event;
    const pair = first && Date.now() - first.at < PAIR_MS ? `${first.key} ${key}` : null;
    first = null;
    const all = bindings.peek().flat();
    const found = all.find(({ keys }) => keys === pair) ?? all.find(({ keys }) => keys === key);
    if (found) {
      event.preventDefault();
      found.run();
    } else if (all.some(({ keys }) => keys.startsWith(`${key} `))) first = { key, at: Date.now() };
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
}

function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog')) return true;
  if (/^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return key === 'Enter' && /^(?:A|BUTTON|SUMMARY)$/.test(target.tagName);
}
