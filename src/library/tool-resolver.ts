import { asRlarError, RlarError } from '../spec/errors.ts';
import { closeTool } from '../spec/open-tool.ts';
import type { Tool } from '../spec/tool.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { LibraryContent } from '../store/registry.ts';
import { loadToolVersion } from './added-tools/load-added-tools.ts';
import { Library, type LibraryPart, type LibraryPolicy } from './library.ts';

/**
 * Finds tools by version. A static tool is part of this process and has one version. An added tool has each version that is
 * on the disk. A version is loaded once, and all libraries with this version share it.
 */
export class ToolResolver {
  readonly staticTools: readonly LibraryPart[];
  readonly #home: string | null;
  readonly #loaded = new Map<string, Tool>();

  /** @param home the folder with the versions of added tools; null where there are no added tools */
  constructor(staticTools: readonly LibraryPart[], home: string | null) {
    this.staticTools = staticTools;
    this.#home = home;
  }

  /** @throws RLAR_VERSION_GONE with the reason */
  find(id: string, version: string): Tool {
    const here = this.staticTools.find(({ tool }) => tool.declaration.id === id);
    if (here?.tool.declaration.version === version) return here.tool;
    const key = `${id}@${version}`;
    const kept = this.#loaded.get(key);
    if (kept) return kept;
    if (here || this.#home === null)
      throw new RlarError(
        'RLAR_VERSION_GONE',
        `${key} is not here: ${here ? `this rlar has ${here.tool.declaration.version}` : 'there is no home'}`,
      );
    try {
      const { tool } = loadToolVersion(this.#home, id, version);
      this.#loaded.set(key, tool);
      return tool;
    } catch (thrown) {
      throw new RlarError('RLAR_VERSION_GONE', `${key} is not here: ${asRlarError(thrown).message}`, {
        cause: thrown,
      });
    }
  }

  /**
   * @returns the library of these cards and decisions, with its recorded id. Each tool has the version of its card. A tool with a missing
   * version is marked as gone, and no other version replaces it.
   */
  libraryOf({ cards, decisions }: LibraryContent, policy: LibraryPolicy): Library {
    return new Library(
      cards.map((card) => this.#part(card)),
      policy,
      decisions,
    );
  }

  /** Closes all static and loaded tools. A tool that is used again starts anew. */
  async close(): Promise<void> {
    const tools = [...this.staticTools.map(({ tool }) => tool), ...this.#loaded.values()];
    await Promise.allSettled(tools.map(closeTool));
  }

  #part(card: ToolCard): LibraryPart {
    const { evidence, ...declaration } = card;
    try {
      const tool = this.find(card.id, card.version);
      return { tool: { ...tool, declaration }, evidence };
    } catch (thrown) {
      return { tool: goneTool(declaration, asRlarError(thrown)), evidence, gone: true };
    }
  }
}

/**
 * The placeholder for a tool with a missing version. The recogniser of an agent's tool is lost as well, and could have
 * changed the assignment of any prompt, so all prompts are refused.
 */
function goneTool(declaration: Tool['declaration'], error: RlarError): Tool {
  const refuse = () => {
    throw error;
  };
  return {
    declaration,
    prepare: refuse,
    ...(declaration.provenance.origin === 'agent' && {
      recogniser: { recognise: async () => refuse(), extract: async () => refuse() },
    }),
  };
}
