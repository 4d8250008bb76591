import { posix } from 'node:path';
import { addressOf, type Page, upFrom } from './page.ts';
import { ROOT_PAGES } from './sections.ts';

export type Link =
  /** A page of the site. */
  | { readonly to: 'page'; readonly href: string; readonly page: string; readonly anchor: string }
  /** A picture, or another file below `docs/` that the site brings. */
  | { readonly to: 'file'; readonly href: string; readonly file: string }
  | { readonly to: 'outside'; readonly href: string }
  /** A file of the repository that the site does not bring. */
  | { readonly to: 'source'; readonly file: string };

const AT_ROOT: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ROOT_PAGES).map(([path, file]) => [file, path] as const),
  // What the front page of the repository says, the first page of the site says.
  ['README.md', 'README'],
]);

/** @param href as a page's markdown has it: relative to the page's file, with or without an anchor */
export function resolveLink({ path, source }: Page, href: string): Link {
  if (/^[a-z][a-z+.-]*:/i.test(href)) return { to: 'outside', href };
  const [target = '', anchor = ''] = href.split('#');
  if (target === '') return { to: 'page', href, page: path, anchor };
  const file = posix.normalize(posix.join(posix.dirname(source), target));
  const within = /^docs\/(.*)$/.exec(file)?.[1];
  const page = AT_ROOT.get(file) ?? pageOf(within);
  if (page !== undefined) {
    const address = `${upFrom(path)}${addressOf(page)}${anchor && `#${anchor}`}`;
    return { to: 'page', href: address, page, anchor };
  }
  if (within === undefined) return { to: 'source', file };
  return { to: 'file', href: `${upFrom(path)}${within}`, file };
}

/** @param within a path below `docs/`; a folder is its README */
function pageOf(within: string | undefined): string | undefined {
  if (within === undefined) return undefined;
  if (within.endsWith('.md')) return within.slice(0, -'.md'.length);
  if (within === '' || within.endsWith('/')) return `${within}README`;
  return posix.extname(within) === '' ? `${within}/README` : undefined;
}
