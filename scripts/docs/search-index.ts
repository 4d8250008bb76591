import { gzipSync } from 'node:zlib';
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
/** A word in more of the places than the first of these says little about any of them; the next ones count where the index grows too large. */
const COMMON = [0.12, 0.08, 0.05, 0.03, 0.02];
/** Most bytes of the index, compressed. */
const MOST_BYTES = 58_000;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}_-]+/gu;

export function searchIndex(pages: readonly RenderedPage[]): SearchIndex {
  const places: [number, string, string][] = [];
  const found = new Map<string, Set<number>>();
  for (const [number, page] of pages.entries())
    for (const { id, heading, text } of partsOf(page)) {
      const place = places.push([number, id, heading]) - 1;
      for (const word of wordsOf(HEADINGS_ONLY.test(page.path) ? heading : text)) {
        const set = found.get(word) ?? new Set();
        if (set.size === 0) found.set(word, set);
        set.add(place);
      }
    }
  const shared = { pages: pages.map(({ path, title }) => [addressOf(path), title] as const), places };
  const indexOf = (common: number): SearchIndex => ({
    ...shared,
    words: wordsUpTo(found, common * places.length),
  });
  const fits = (index: SearchIndex) => gzipSync(JSON.stringify(index)).length <= MOST_BYTES;
  return COMMON.map(indexOf).find(fits) ?? indexOf(COMMON.at(-1)!);
}

/** The words of a text as the search knows them: in small letters, without a plural's end. `web/docs/site.ts` does the same to what is asked. */
function wordsOf(text: string): string[] {
  return Array.from(text.toLowerCase().matchAll(WORD), ([word]) => word)
    .filter((word) => word.length >= 3 && word.length <= 30 && !/^[\d_-]+\w?$/.test(word))
    .map((word) => (word.length > 4 ? word.replace(/s$/, '') : word));
}

function wordsUpTo(found: ReadonlyMap<string, ReadonlySet<number>>, most: number): Record<string, number[]> {
  const words = [...found]
    .filter(([, set]) => set.size <= most)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([word, set]) => [word, [...set].map((place, at, all) => place - (all[at - 1] ?? 0))] as const);
  return Object.fromEntries(words);
}

/** A page cut at its headings. */
function partsOf({
  path,
  html,
  headings,
  title,
}: RenderedPage): { id: string; heading: string; text: string }[] {
  // What examples of tools say is found on the page that explains it.
  const read = path.startsWith('tools/') ? html.replaceAll(/<pre[\s\S]*?<\/pre>/g, '') : html;
  return read
    .split(/(?=<h[1-6] id=")/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const id = /^<h[1-6] id="([^"]*)"/.exec(part)?.[1] ?? '';
      const heading = headings.find((one) => one.id === id);
      const isTop = heading === undefined || heading.depth === 1;
      return { id: isTop ? '' : id, heading: heading?.text ?? title, text: plain(part) };
    });
}
