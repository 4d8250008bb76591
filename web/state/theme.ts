import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'rlar-theme';

/** The colours that were chosen; `system` follows the device. */
export const theme = signal<Theme>('system');

/** Reads what was chosen earlier, and puts it on the page from now on. */
export function startTheme(): void {
  const kept = read();
  if (kept === 'light' || kept === 'dark') theme.value = kept;
  effect(() => {
    const { value } = theme;
    if (value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    keep(value);
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
