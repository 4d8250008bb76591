import { LRUCache } from 'lru-cache';
import type { Decisions } from '../spec/decisions.ts';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { Registry } from '../store/registry.ts';
import { fetchVersions } from './added-tools/shared-versions.ts';
import { Library, type LibraryPart, type LibraryPolicy } from './library.ts';
import { isWithdrawn } from './registry/changes.ts';
import { ToolResolver } from './tool-resolver.ts';

/** Milliseconds between two looks at the registry. */
const POLL_INTERVAL_MS = 1_000;
const KEPT_LIBRARIES = 32;

export interface LiveLibrarySettings extends LibraryPolicy {
  /** Where the versions of added tools are. */
  readonly home: string | null;
  /** Called for each published tool that cannot be loaded. The other tools are in the library. */
  readonly onBroken?: (error: RlarError) => void;
}

/**
 * The current library and all earlier ones: the single owner of tools, versions and snapshots in a process. Tools that
 * another process publishes appear within a second. A caller that holds an earlier library keeps it.
 */
export class LiveLibrary {
  readonly #resolver: ToolResolver;
  readonly #settings: LiveLibrarySettings;
  readonly #registry: Registry | null;
  readonly #libraries = new LRUCache<string, Library>({ max: KEPT_LIBRARIES });
  readonly #loading = new Map<string, Promise<Library | null>>();
  readonly #observers: ((library: Library) => void)[] = [];
  readonly #timer: NodeJS.Timeout | null;
  #looking: Promise<boolean> | null = null;
  #seq = 0;
  #current: Library;

  private constructor(
    resolver: ToolResolver,
    settings: LiveLibrarySettings,
    registry: Registry | null,
    current: Library,
  ) {
    this.#resolver = resolver;
    this.#settings = settings;
    this.#registry = registry;
    this.#current = current;
    this.#timer = registry && setInterval(() => void this.refresh(), POLL_INTERVAL_MS).unref();
  }

  /**
   * @param staticTools tools that need no publishing: the built-in ones and those of the configuration
   * @param registry closed together with the library; null for a library that never changes
   * @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER where the registry cannot be read
   */
  static async open(
    staticTools: readonly LibraryPart[],
    settings: LiveLibrarySettings = { home: null },
    registry: Registry | null = null,
  ): Promise<LiveLibrary> {
    const resolver = new ToolResolver(staticTools, settings.home);
    const current = new Library(staticTools, settings);
    const live = new LiveLibrary(resolver, settings, registry, current);
    try {
      await live.#look();
      return live;
    } catch (thrown) {
      await live.close();
      throw thrown;
    }
  }

  /** Makes a library that never changes. */
  static of(library: Library): LiveLibrary {
    const resolver = new ToolResolver(library.parts(), null);
    return new LiveLibrary(resolver, { home: null, ...library.policy }, null, library);
  }

  get current(): Library {
    return this.#current;
  }

  /** Calls `observer` with each new current library, and also when a run was pinned by hand. */
  observe(observer: (library: Library) => void): void {
    this.#observers.push(observer);
  }

  /** Looks at the registry now. Where it cannot be read any more, that is a warning, and the library stays as it is. */
  async refresh(): Promise<Library> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    try {
      await this.#looking;
    } catch (thrown) {
      this.#settings.onBroken?.(asRlarError(thrown));
    }
    return this.#current;
  }

  /** @returns the library of an earlier snapshot, each tool in the version that it had; null where it is not recorded */
  async at(snapshot: string): Promise<Library | null> {
    if (snapshot === this.#current.snapshot) return this.#current;
    const kept = this.#libraries.get(snapshot);
    if (kept) return kept;
    const loading =
      this.#loading.get(snapshot) ?? this.#load(snapshot).finally(() => this.#loading.delete(snapshot));
    this.#loading.set(snapshot, loading);
    return loading;
  }

  /**
   * The single place that finds the library for the tool versions of an assignment: the library of its snapshot.
   * @param otherwise the library to use where the snapshot is not recorded. Versions that are not in it count as gone
   */
  async resolving(snapshot: string, otherwise: Library): Promise<Library> {
    if (snapshot === otherwise.snapshot) return otherwise;
    return (await this.at(snapshot)) ?? otherwise;
  }

  async #load(snapshot: string): Promise<Library | null> {
    const content = await this.#registry?.snapshot(snapshot);
    if (!content) return null;
    await this.#fetch(content.cards);
    const library = this.#resolver.libraryOf(content, this.#settings);
    this.#libraries.set(snapshot, library);
    return library;
  }

  /**
   * Keeps the snapshot of a library, so that `at` finds it after a restart.
   * @throws RLAR_DISK_FULL
   */
  async keep(library: Library): Promise<void> {
    await this.#registry?.addSnapshot(library.snapshot, {
      cards: library.cards(),
      decisions: library.decisions,
    });
  }

  /** Stops looking for changes and closes the tools. The library itself stays as it is. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking?.catch(() => {});
    await this.#resolver.close();
    await this.#registry?.close();
  }

  /** @returns whether something was published. @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER */
  async #look(): Promise<boolean> {
    if (!this.#registry || (await this.#registry.seq()) === this.#seq) return false;
    const { seq, published, decisions } = await this.#registry.head();
    await this.#fetch(published);
    this.#current = this.#libraryWith(published, decisions);
    this.#seq = seq;
    for (const observe of this.#observers) observe(this.#current);
    return true;
  }

  /** Where replicas share the files of tools, those that are not in this home are fetched. */
  async #fetch(cards: readonly ToolCard[]): Promise<void> {
    const { home } = this.#settings;
    const shelf = this.#registry?.shelf;
    if (!shelf || home === null) return;
    const { staticTools } = this.#resolver;
    await fetchVersions(home, shelf, cards, ({ id, version }) =>
      staticTools.some(
        ({ tool: { declaration } }) => declaration.id === id && declaration.version === version,
      ),
    );
  }

  #libraryWith(published: readonly ToolCard[], decisions: Decisions): Library {
    const { staticTools } = this.#resolver;
    const kept = staticTools.filter(
      ({ tool: { declaration } }) => !published.some((card) => isWithdrawn(card, declaration)),
    );
    const taken = new Set(kept.map(({ tool }) => tool.declaration.id));
    const parts = published.flatMap((card): LibraryPart[] => {
      try {
        if (taken.has(card.id))
          throw new RlarError('RLAR_INVALID_TOOL', `added tool ${card.id}: the id is taken`);
        const { evidence, ...declaration } = card;
        return [{ tool: { ...this.#resolver.find(card.id, card.version), declaration }, evidence }];
      } catch (thrown) {
        this.#settings.onBroken?.(asRlarError(thrown, 'RLAR_INVALID_TOOL'));
        return [];
      }
    });
    return new Library([...kept, ...parts], this.#settings, decisions);
  }
}
