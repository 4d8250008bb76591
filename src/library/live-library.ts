import { LRUCache } from 'lru-cache';
import { asRlarError, type RlarError } from '../spec/errors.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { Library, type LibraryPart, type LibraryPolicy } from './library.ts';
import { LibraryLog } from './publications/library-log.ts';
import { ToolShelf } from './tool-shelf.ts';

/** Milliseconds for which the head is taken to be what it was: a look at it costs tens of microseconds. */
const LOOK_MS = 1_000;
const KEPT_LIBRARIES = 32;

export interface LiveLibrarySettings extends LibraryPolicy {
  readonly home: string | null;
  /** Told of each published tool that cannot be loaded; the others are in the library. */
  readonly onBroken?: (error: RlarError) => void;
}

/**
 * The library as it is now. What another process publishes is taken up within a second, when somebody asks: `current` is
 * then another snapshot, and whoever holds an earlier one goes on with it.
 */
export class LiveLibrary {
  readonly #shelf: ToolShelf;
  readonly #settings: LiveLibrarySettings;
  readonly #libraries = new LRUCache<string, Library>({ max: KEPT_LIBRARIES });
  readonly #observers: ((library: Library) => void)[] = [];
  #log: LibraryLog | null = null;
  #seq = -1;
  #looked = 0;
  #closed = false;
  #current: Library;

  /**
   * @param resident tools that need no publishing: the built-in ones and those of the configuration
   * @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER where what is published cannot be read
   */
  constructor(resident: readonly LibraryPart[], settings: LiveLibrarySettings = { home: null }) {
    this.#shelf = new ToolShelf(resident, settings.home);
    this.#settings = settings;
    this.#current = new Library(resident, settings);
    this.#look();
  }

  /** A library that stays as it is. */
  static of(library: Library): LiveLibrary {
    const parts = library.entries().map(({ tool, card }) => ({ tool, evidence: card.evidence }));
    return new LiveLibrary(parts);
  }

  get current(): Library {
    return performance.now() - this.#looked < LOOK_MS ? this.#current : this.refresh();
  }

  /** Number of the last entry of the library's log; 0 where there is none. */
  get seq(): number {
    return Math.max(0, this.#seq);
  }

  /** Cards of the tools that need no publishing. */
  baseCards(): ToolCard[] {
    return new Library(this.#shelf.resident).cards();
  }

  /** Calls `observer` with each library that becomes the current one, and when a run was pinned by hand. */
  observe(observer: (library: Library) => void): void {
    this.#observers.push(observer);
  }

  /** Looks at the head now. A head that cannot be read any more is a warning, and the library stays as it is. */
  refresh(): Library {
    try {
      if (this.#look()) for (const observe of this.#observers) observe(this.#current);
    } catch (thrown) {
      this.#settings.onBroken?.(asRlarError(thrown));
    }
    return this.#current;
  }

  /** @returns whether something was published. @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER */
  #look(): boolean {
    this.#looked = performance.now();
    if (this.#settings.home === null || this.#closed) return false;
    this.#log ??= LibraryLog.openReadable(this.#settings.home);
    const seq = this.#log?.seq() ?? 0;
    if (!this.#log || seq === this.#seq) return false;
    this.#current = this.#libraryWith(this.#log.published());
    this.#seq = seq;
    return true;
  }

  /** @returns the library of the cards of an earlier snapshot, whose id is that snapshot's */
  at(snapshot: string, cards: readonly ToolCard[]): Library {
    if (snapshot === this.#current.snapshot) return this.#current;
    const kept = this.#libraries.get(snapshot);
    if (kept) return kept;
    const library = this.#shelf.libraryOf(cards, this.#settings);
    this.#libraries.set(snapshot, library);
    return library;
  }

  /** @returns the cards of a snapshot that the library's log has seen, or null */
  cardsOf(snapshot: string): ToolCard[] | null {
    return this.#log?.snapshot(snapshot) ?? null;
  }

  /** Ends looking; the library stays as it is. */
  close(): void {
    this.#closed = true;
    this.#log?.close();
    this.#log = null;
  }

  #libraryWith(published: readonly ToolCard[]): Library {
    const taken = new Set(this.#shelf.resident.map(({ tool }) => tool.declaration.id));
    const parts = published.flatMap((card): LibraryPart[] => {
      try {
        if (taken.has(card.id)) throw new Error(`added tool ${card.id}: the id is taken`);
        const { evidence, ...declaration } = card;
        return [{ tool: { ...this.#shelf.find(card.id, card.version), declaration }, evidence }];
      } catch (thrown) {
        this.#settings.onBroken?.(asRlarError(thrown, 'RLAR_INVALID_TOOL'));
        return [];
      }
    });
    return new Library([...this.#shelf.resident, ...parts], this.#settings);
  }
}
