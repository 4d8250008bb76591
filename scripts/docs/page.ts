/** A page of the site before it is rendered. */
export interface Page {
  /** Its path on the site without an ending: `input`, `trainers/README`, `tools/choice`. */
  readonly path: string;
  /** The file that its relative links start from, below the root: `docs/input.md`. Pages made of code name the file they would be. */
  readonly source: string;
  readonly markdown: string;
}

/** @returns the address of a page below the site: `index.html`, `input.html`, `trainers/index.html` */
export function addressOf(path: string): string {
  return `${path.replace(/(^|\/)README$/, '$1index')}.html`;
}

/** @returns how many folders stand above a page, as a prefix of addresses: '' or `../` */
export function upFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES.get(sign)!);
}

/** @returns the name of a heading in addresses, as GitHub gives it */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
}
