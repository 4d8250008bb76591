import { isCopy } from '../api/copy.ts';
import { link, serverPath, VIEWS, type View } from '../routes.ts';
import { type Theme, theme } from '../state/theme.ts';

/** The entries of the navigation, with the views that stand below each. */
const ENTRIES: readonly (readonly [View, readonly View[]])[] = [
  ['runs', ['run']],
  ['rewards', ['reward']],
  ['groups', []],
  ['compare', []],
  ['library', []],
  ['acquisitions', []],
  ['evolution', []],
  ['check', []],
];
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** The way to all views, at the side of a wide window and at the top of a narrow one. */
export function Nav({ view }: { readonly view: View | null }) {
  return (
    <nav class="nav" aria-label="Views">
      <a class="brand" href={link('runs')}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <rect width="16" height="16" rx="3.5" />
          <path d="M3.5 11.5 6.5 8l2.3 2 3.7-5.5" />
        </svg>
        rlar
      </a>
      <ul>
        {ENTRIES.map(([name, below]) => (
          <li key={name}>
            <a
              href={link(name)}
              class={below.some((one) => one === view) ? 'above' : undefined}
              aria-current={name === view ? 'page' : undefined}
            >
              {VIEWS[name].title}
              <kbd>g {VIEWS[name].key}</kbd>
            </a>
          </li>
        ))}
      </ul>
      <div class="nav-end">
        {!isCopy && (
          <a href={serverPath('docs/')} class="quiet">
            Documentation
          </a>
        )}
        <button type="button" class="quiet" onClick={() => (theme.value = NEXT[theme.value])}>
          Colours: {theme.value}
        </button>
      </div>
    </nav>
  );
}
