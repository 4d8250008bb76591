import { addressOf, escapeHtml, upFrom } from './page.ts';
import type { RenderedPage } from './render-page.ts';

/** A section of the navigation: its pages in order, by path and title. */
export interface NavSection {
  readonly title: string;
  readonly pages: readonly { readonly path: string; readonly title: string; readonly below?: boolean }[];
}

export interface LayoutOptions {
  readonly sections: readonly NavSection[];
  /** Whether the pages are served beside the dashboard, and link to it. */
  readonly dashboard: boolean;
  readonly version: string;
}

const MARK =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="3.5"/><path d="M3.5 11.5 6.5 8l2.3 2 3.7-5.5"/></svg>';

/** @returns the whole HTML of a page: navigation, search, content, and the headings at its side */
export function layout(page: RenderedPage, { sections, dashboard, version }: LayoutOptions): string {
  const up = upFrom(page.path);
  const order = sections.flatMap(({ pages }) => pages);
  const at = order.findIndex(({ path }) => path === page.path);
  const section = sections.find(({ pages }) => pages.some(({ path }) => path === page.path));
  const neighbour = (step: number, label: string) => {
    const other = at === -1 ? undefined : order[at + step];
    return other
      ? `<a class="neighbour" href="${up}${addressOf(other.path)}"><small class="neighbour-step">${label}</small>${escapeHtml(other.title)}</a>`
      : '<span></span>';
  };
  const headings = page.headings.filter(({ depth }) => depth === 2 || depth === 3);
  const aside =
    headings.length < 2
      ? ''
      : `<aside><h2>On this page</h2><ul>${headings
          .map(
            ({ depth, text, id }) =>
              `<li class="depth-${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
          )
          .join('')}</ul></aside>`;
  const title = page.path === 'README' ? 'rlar' : `${page.title} · rlar`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${up}icon.svg">
<link rel="stylesheet" href="${up}site.css">
<script src="${up}site.js" data-up="${up}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar" id="top">
<a class="brand" href="${up}index.html">${MARK}rlar</a>
<a class="menu" href="#nav">Contents</a>
<form class="search" role="search" hidden><input type="search" aria-label="Search the documentation" placeholder="Search ( / )" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"><ul id="found" role="listbox" aria-label="Pages found" hidden></ul></form>
<span class="bar-end">${dashboard ? `<a class="quiet" href="${up}../">Dashboard</a>` : ''}<button type="button" class="quiet" id="colours" hidden></button></span>
</header>
<div class="frame">
<nav id="nav" aria-label="Contents">
<a class="menu" href="#top">Close</a>
${sections.map(({ title: name, pages }) => navSection(name, pages, page.path, up)).join('\n')}
</nav>
<main id="content" tabindex="-1">
${section ? `<p class="above">${escapeHtml(section.title)}</p>` : ''}
<article>
${page.html}</article>
<footer class="neighbours">${neighbour(-1, 'Before')}${neighbour(1, 'Next')}</footer>
<p class="version">rlar ${escapeHtml(version)}</p>
</main>
${aside}
</div>
</body>
</html>
`;
}

function navSection(name: string, pages: NavSection['pages'], here: string, up: string): string {
  const isHere = pages.some(({ path }) => path === here);
  const items = pages.map(({ path, title, below }) => {
    const current = path === here ? ' aria-current="page"' : '';
    return `<li${below ? ' class="below"' : ''}><a href="${up}${addressOf(path)}"${current}>${escapeHtml(title)}</a></li>`;
  });
  return `<details${isHere ? ' open' : ''}><summary>${escapeHtml(name)}</summary><ul>${items.join('')}</ul></details>`;
}
