import { addressOf } from './page.ts';
import { plain, type RenderedPage } from './render-page.ts';

/** What the search of the site reads: places (pages, and their headings), and for each word the places that have it. */
export interface SearchIndex {
  /** `[address, title]` by page. */
  readonly pages: readonly (readonly [string, string])[];
  /** `[page, anchor, heading]` by place; the anchor of a page's beginning is ''. */
  readonly places: readonly (readonly [number, string, string])[];
  /** By word: the places that have it, as steps from one to the next in order of the list of places. */
  readonly words: Readonly<Record<string, readonly number[]>>;
}

/** Pages of which only the headings are found: long lists whose words would be half of the index. */
const HEADINGS_ONLY = /^(?:changelog|api|results.*)$/;
/** A word in more of the places than this says nothing about any of them. */
const COMMON = 0.12;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}_-]+/gu;

export function searchIndex(pages: readonly RenderedPage[]): SearchIndex {
  const places: [number, string, string][] = [];
  const found = new Map<string, Set<number>>();
  for (const [number, page] of pages.entries())
    for (const { id, heading, text } of partsOf(page)) {
      const place = places.push([number, id, heading]) - 1;
      const searched = HEADINGS_ONLY.test(page.path) ? heading : text;
      for (const [word] of searched.toLowerCase().matchAll(WORD)) {
        if (word.length < 3 || word.length > 30 || /^[\d_-]+\w?$/.test(word)) continue;
        const set = found.get(word) ?? new Set();
        if (set.size === 0) found.set(word, set);
        set.add(place);
      }
    }
  const words = [...found]
    .filter(([, set]) => set.size <= COMMON * places.length)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([word, set]) => [word, [...set].map((place, at, all) => place - (all[at - 1] ?? 0))]);
  return {
    pages: pages.map(({ path, title }) => [addressOf(path), title]),
    places,
    words: Object.fromEntries(words),
  };
}

/** A page cut at its headings. */
function partsOf({ html, headings, title }: RenderedPage): { id: string; heading: string; text: string }[] {
  return html
    .split(/(?=<h[1-6] id=")/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const id = /^<h[1-6] id="([^"]*)"/.exec(part)?.[1] ?? '';
      const heading = headings.find((one) => one.id === id);
      const isTop = heading === undefined || heading.depth === 1;
      return { id: isTop ? '' : id, heading: heading?.text ?? title, text: plain(part) };
    });
}
