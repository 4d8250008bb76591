/** What the pages of the documentation do beyond being read: colours, search, copying. Without it all can still be read. */

interface Index {
  readonly pages: readonly (readonly [string, string])[];
  readonly places: readonly (readonly [number, string, string])[];
  readonly words: Readonly<Record<string, readonly number[]>>;
}
interface Place {
  readonly href: string;
  readonly title: string;
  readonly heading: string;
}

/** The way from the page up to the root of the site: '' or `../`. */
const UP =
  document.currentScript instanceof HTMLScriptElement ? (document.currentScript.dataset.up ?? '') : '';
/** The same choice as the dashboard's, which stands on the same origin. */
const THEME = 'rlar-theme';
const COLOURS = ['system', 'light', 'dark'];
const MOST_FOUND = 12;

function chosenColours(): string {
  try {
    const kept = localStorage.getItem(THEME) ?? '';
    return COLOURS.includes(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

function show(colours: string): void {
  if (colours === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = colours;
}

show(chosenColours());
addEventListener('DOMContentLoaded', () => {
  offerColours();
  offerCopies();
  offerSearch();
  followReading();
});

function offerColours(): void {
  const button = document.querySelector<HTMLButtonElement>('#colours');
  if (!button) return;
  const say = () => {
    button.textContent = `Colours: ${chosenColours()}`;
  };
  button.hidden = false;
  say();
  button.addEventListener('click', () => {
    const next = COLOURS[(COLOURS.indexOf(chosenColours()) + 1) % COLOURS.length] ?? 'system';
    try {
      localStorage.setItem(THEME, next);
    } catch {
      // The choice cannot be kept.
    }
    show(next);
    say();
  });
}

function offerCopies(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.block')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      const text = block.querySelector('code')?.textContent ?? '';
      const copied = await copy(block.dataset.shell === undefined ? text : withoutComments(text));
      button.textContent = copied ? 'Copied' : 'Press Ctrl+C';
      setTimeout(() => (button.textContent = 'Copy'), 1_600);
    });
    block.append(button);
  }
}

/** Comments behind commands: not every shell takes them at its prompt. */
function withoutComments(text: string): string {
  return text.replace(/[ \t]+#[^\n]*$/gm, '').trimEnd();
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function offerSearch(): void {
  const form = document.querySelector<HTMLFormElement>('.search');
  const input = form?.querySelector('input');
  const list = form?.querySelector('ul');
  if (!form || !input || !list) return;
  form.hidden = false;
  let index: Promise<Index> | null = null;
  let chosen = -1;
  const load = () => (index ??= fetch(`${UP}search.json`).then((reply) => reply.json() as Promise<Index>));
  const choose = (next: number) => {
    const items = [...list.querySelectorAll<HTMLElement>('[role=option]')];
    chosen = items.length === 0 ? -1 : (next + items.length) % items.length;
    for (const [at, item] of items.entries()) item.setAttribute('aria-selected', String(at === chosen));
    input.setAttribute('aria-activedescendant', items[chosen]?.id ?? '');
    items[chosen]?.scrollIntoView({ block: 'nearest' });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  };
  input.addEventListener('focus', load);
  input.addEventListener('input', async () => {
    const asked = input.value;
    if (asked.trim().length < 2) return close();
    const found = find(await load(), asked);
    if (input.value !== asked) return;
    list.replaceChildren(...(found.length === 0 ? [nothing()] : found.map(item)));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    choose(0);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelectorAll<HTMLAnchorElement>('a')[Math.max(0, chosen)]?.click();
  });
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !form.contains(relatedTarget)) close();
  });
  addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
}

/** @returns the places that have every word; those whose headings or titles have them come first */
function find({ pages, places, words }: Index, asked: string): Place[] {
  const wanted = (asked.toLowerCase().match(/[\p{L}\p{N}_-]{2,}/gu) ?? []).map((word) =>
    word.length > 4 ? word.replace(/s$/, '') : word,
  );
  const known = Object.keys(words);
  const marks = new Map<number, number>();
  const placesOf = (word: string): Map<number, number> => {
    const found = new Map<number, number>();
    const put = (place: number, mark: number) => found.set(place, Math.max(mark, found.get(place) ?? 0));
    for (const one of known) {
      if (!one.startsWith(word)) continue;
      let place = 0;
      for (const step of words[one] ?? []) {
        place += step;
        put(place, one === word ? 2 : 1);
      }
    }
    for (const [place, [page, , heading]] of places.entries()) {
      if (heading.toLowerCase().includes(word)) put(place, 6);
      else if (pages[page]?.[1].toLowerCase().includes(word)) put(place, 3);
    }
    return found;
  };
  for (const [at, word] of wanted.entries()) {
    const found = placesOf(word);
    if (at === 0) for (const [place, mark] of found) marks.set(place, mark);
    else
      for (const [place, mark] of marks) {
        const more = found.get(place);
        if (more === undefined) marks.delete(place);
        else marks.set(place, mark + more);
      }
  }
  return [...marks]
    .sort(([one, its], [other, others]) => others - its || one - other)
    .slice(0, MOST_FOUND)
    .flatMap(([at]) => {
      const place = places[at];
      const page = place && pages[place[0]];
      if (!page) return [];
      return [{ href: `${UP}${page[0]}${place[1] && `#${place[1]}`}`, title: page[1], heading: place[2] }];
    });
}

function item({ href, title, heading }: Place, at: number): HTMLElement {
  const entry = document.createElement('li');
  entry.id = `found-${at}`;
  entry.setAttribute('role', 'option');
  const link = document.createElement('a');
  link.href = href;
  link.tabIndex = -1;
  const name = document.createElement('span');
  name.textContent = heading;
  link.append(name);
  if (heading !== title) {
    const where = document.createElement('small');
    where.textContent = title;
    link.append(where);
  }
  entry.append(link);
  return entry;
}

function nothing(): HTMLElement {
  const entry = document.createElement('li');
  entry.className = 'nothing';
  entry.textContent = 'No page has these words.';
  return entry;
}

/** Marks, among the headings at the side, the one that is read. */
function followReading(): void {
  const links = new Map<string, HTMLElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('aside a'))
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  if (links.size === 0) return;
  const headings = [...document.querySelectorAll<HTMLElement>('article h2, article h3')].filter(({ id }) =>
    links.has(id),
  );
  const mark = () => {
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
    for (const [id, link] of links) link.classList.toggle('read', id === read?.id);
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}
