import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'rlar-theme';

/** The colours that were chosen; `system` follows the device. */
export const theme = signal<Theme>('system');

/** Counts up whenever the colours on screen change, for what is drawn and not styled. */
export const coloursChanged = signal(0);

/** Reads what was chosen earlier, and puts it on the page from now on. */
export function startTheme(): void {
  const kept = read();
  if (kept === 'light' || kept === 'dark') theme.value = kept;
  effect(() => {
    const { value } = theme;
    if (value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    keep(value);
    coloursChanged.value = coloursChanged.peek() + 1;
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    coloursChanged.value += 1;
  });
}

/** Storage may be forbidden; then a choice lasts as long as the page. */
function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(value: Theme): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Nothing is kept.
  }
}
