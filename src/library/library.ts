import { type Decisions, languagesOf, NO_DECISIONS, type Template } from '../spec/decisions.ts';
import { RlarError } from '../spec/errors.ts';
import type { EvidenceReport } from '../spec/evidence.ts';
import type { KindName } from '../spec/kinds.ts';
import { isInGroup } from '../spec/language-group.ts';
import { firstIssue } from '../spec/parse-or-throw.ts';
import type { Tool } from '../spec/tool.ts';
import { type Need, type ToolCard, toolDeclaration } from '../spec/tool-card.ts';
import { snapshotId } from './snapshot-id.ts';

/** A tool with its card and evidence. */
export interface LibraryEntry {
  readonly tool: Tool;
  readonly card: ToolCard;
  /** True: this version is no longer on the disk. Only its card is left, and it judges nothing. */
  readonly gone: boolean;
}

/** One tool as an input for making a library. */
export interface LibraryPart {
  readonly tool: Tool;
  readonly evidence: EvidenceReport | null;
  readonly gone?: boolean;
}

/** The policy of a deployment. It is not a part of a snapshot. */
export interface LibraryPolicy {
  /** Whether the router may choose provisional tools, which passed their gates but for some that could not run. */
  readonly allowProvisional?: boolean;
}

/**
 * All tools of one snapshot, and what the policy agent decided about them. Immutable: another set of tools, versions, evidence or decisions is another snapshot with another
 * id. The id is made from the content, so the same library has the same id on every machine.
 */
export class Library {
  readonly snapshot: string;
  readonly decisions: Decisions;
  readonly #entries: ReadonlyMap<string, LibraryEntry>;
  readonly #list: readonly LibraryEntry[];
  readonly #policy: LibraryPolicy;
  readonly #templates: ReadonlyMap<string, readonly Template[]>;
  #otherPolicy: Library | null = null;

  constructor(
    entries: Iterable<LibraryPart>,
    policy: LibraryPolicy = {},
    decisions: Decisions = NO_DECISIONS,
  ) {
    this.#policy = policy;
    this.decisions = decisions;
    const map = new Map<string, LibraryEntry>();
    for (const { tool, evidence, gone = false } of entries) {
      const parsed = toolDeclaration.safeParse(tool.declaration);
      if (!parsed.success) {
        throw new RlarError('RLAR_INVALID_TOOL', `tool ${tool.declaration.id}: ${firstIssue(parsed.error)}`);
      }
      if (map.has(parsed.data.id))
        throw new RlarError('RLAR_INVALID_TOOL', `two tools have the id ${parsed.data.id}`);
      const fits = evidence?.tool === parsed.data.id && evidence.version === parsed.data.version;
      map.set(parsed.data.id, { tool, card: { ...parsed.data, evidence: fits ? evidence : null }, gone });
    }
    this.#entries = new Map([...map].sort(([left], [right]) => (left < right ? -1 : 1)));
    this.#list = [...this.#entries.values()];
    this.#templates = Map.groupBy(decisions.templates, ({ kind, carries }) => templateKey(kind, carries));
    this.snapshot = snapshotId(this.cards(), decisions);
  }

  /** @returns the same snapshot under another policy on provisional tools */
  withProvisional(allowed: boolean): Library {
    if ((this.#policy.allowProvisional === true) === allowed) return this;
    this.#otherPolicy ??= new Library(this.parts(), { allowProvisional: allowed }, this.decisions);
    return this.#otherPolicy;
  }

  get policy(): LibraryPolicy {
    return this.#policy;
  }

  /** The tools that the library was made from. */
  parts(): LibraryPart[] {
    return this.#list.map(({ tool, card, gone }) => ({ tool, evidence: card.evidence, gone }));
  }

  /**
   * @param language asked where templates tell languages apart; null where it is not known
   * @returns what the policy agent decided for queries of a kind in a language that carry these inputs, in any order
   */
  templateFor(kind: KindName, carries: Iterable<Need>, language: () => string | null): Template | undefined {
    if (this.#templates.size === 0) return undefined;
    const made = this.#templates.get(templateKey(kind, carries));
    if (!made?.some(({ languages }) => languages)) return made?.at(-1);
    const spoken = language();
    return made.find((one) => isInGroup(spoken, languagesOf(one)));
  }

  cards(): ToolCard[] {
    return this.#list.map((entry) => entry.card);
  }

  entries(): readonly LibraryEntry[] {
    return this.#list;
  }

  get(id: string): LibraryEntry | undefined {
    return this.#entries.get(id);
  }

  /** @throws RlarError RLAR_TOOL_UNAVAILABLE */
  require(id: string): LibraryEntry {
    const entry = this.#entries.get(id);
    if (!entry) throw new RlarError('RLAR_TOOL_UNAVAILABLE', `no tool ${id} in snapshot ${this.snapshot}`);
    return entry;
  }

  /**
   * @returns true where the router may choose the tool: its report admits exactly this version, and either all gates ran or
   * provisional tools are allowed
   */
  routable(id: string): boolean {
    const evidence = this.#entries.get(id)?.card.evidence;
    return evidence?.admitted === true && (!evidence.provisional || this.#policy.allowProvisional === true);
  }
}

function templateKey(kind: KindName, carries: Iterable<Need>): string {
  return [kind, ...[...carries].sort()].join(' ');
}
