import { asRlarError, RlarError } from '../spec/errors.ts';
import { openTool } from '../spec/open-tool.ts';
import { orAborted } from '../spec/or-aborted.ts';
import type { Tool, ToolHealth } from '../spec/tool.ts';

/** The last known health of a tool. `ok` is null before the first answer. */
export interface KnownHealth {
  readonly tool: string;
  readonly ok: boolean | null;
  readonly reason?: string;
}

export interface ReadinessSettings {
  /** Milliseconds for which an answer of `health` holds. The next work after that time asks again. */
  readonly everyMs?: number;
  /** Milliseconds that `health` may take; a tool that does not answer in time is unhealthy. */
  readonly probeMs?: number;
  /** Milliseconds that work waits for `open`. Opening goes on behind it, and later work finds the tool open. */
  readonly openMs?: number;
}

/** Identifies a tool by its functions, because copies of it with another card share them. */
type Owner = NonNullable<Tool['open'] | Tool['health']>;

interface Found {
  readonly health: ToolHealth;
  readonly at: number;
}

const REASON_CHARACTERS = 300;

/**
 * Opens tools before their first work, and asks those that have `health` whether they can work now. Each tool is opened
 * once and asked at most once an interval, however much work waits for it. Work for a tool that cannot work is refused
 * without a call of the tool.
 */
export class Readiness {
  readonly #everyMs: number;
  readonly #probeMs: number;
  readonly #openMs: number;
  readonly #found = new WeakMap<Owner, Found>();
  readonly #asking = new WeakMap<Owner, Promise<ToolHealth>>();
  readonly #closing = new AbortController();

  constructor({ everyMs = 5_000, probeMs = 5_000, openMs = 60_000 }: ReadinessSettings = {}) {
    this.#everyMs = everyMs;
    this.#probeMs = probeMs;
    this.#openMs = openMs;
  }

  /**
   * Resolves when the tool is open and healthy; at once where it declares neither `open` nor `health`.
   * @throws RLAR_TOOL_UNHEALTHY
   */
  async require(tool: Tool): Promise<void> {
    const health = await this.#look(tool);
    if (!health.ok) throw new RlarError('RLAR_TOOL_UNHEALTHY', health.reason);
  }

  /**
   * Opens tools and asks for their health before the first work. Errors are ignored here: the first work meets and reports
   * them again.
   */
  async warm(tools: readonly Tool[]): Promise<void> {
    await Promise.all(tools.map((tool) => this.#look(tool)));
  }

  /**
   * @returns the last known health of each tool that declares `health`. A tool whose answer is old is asked again, without
   * waiting for it
   */
  known(tools: readonly Tool[]): KnownHealth[] {
    return tools.flatMap((tool): KnownHealth[] => {
      if (!tool.health) return [];
      const { id } = tool.declaration;
      const found = this.#found.get(ownerOf(tool)!);
      if (!found || this.#isOld(found)) void this.#look(tool);
      return [found ? { tool: id, ...found.health } : { tool: id, ok: null }];
    });
  }

  /**
   * Call this when a call of the tool failed. The tool is then asked for its health before its next work, even if its last
   * answer still holds.
   */
  doubt(tool: Tool): void {
    const owner = ownerOf(tool);
    if (owner && this.#found.get(owner)?.health.ok) this.#found.delete(owner);
  }

  /** Ends all pending questions. */
  close(): void {
    this.#closing.abort(new RlarError('RLAR_SHUTTING_DOWN', 'the service was closed'));
  }

  async #look(tool: Tool): Promise<ToolHealth> {
    const owner = ownerOf(tool);
    if (!owner) return { ok: true };
    const found = this.#found.get(owner);
    if (found && !this.#isOld(found)) return found.health;
    const before = this.#asking.get(owner);
    if (before) return before;
    const asking = this.#ask(tool).then((health) => {
      this.#found.set(owner, { health, at: performance.now() });
      this.#asking.delete(owner);
      return health;
    });
    this.#asking.set(owner, asking);
    return asking;
  }

  #isOld({ at }: Found): boolean {
    return performance.now() - at >= this.#everyMs;
  }

  /** Never rejects. A thrown error becomes the reason for bad health. */
  async #ask(tool: Tool): Promise<ToolHealth> {
    const { health } = tool;
    try {
      await this.#within(this.#openMs, () => openTool(tool), 'still opening');
      if (!health) return { ok: true };
      return checked(await this.#within(this.#probeMs, (signal) => health(signal), 'no answer of health'));
    } catch (thrown) {
      return { ok: false, reason: reasonOf(thrown) };
    }
  }

  /** @throws an error with the text `late` where `work` takes longer than allowed. The signal of `work` is then aborted */
  async #within<Value>(
    ms: number,
    work: (signal: AbortSignal) => Value | Promise<Value>,
    late: string,
  ): Promise<Value> {
    const tooLate = new AbortController();
    const timer = setTimeout(() => tooLate.abort(new Error(`${late} after ${ms} ms`)), ms);
    const signal = AbortSignal.any([tooLate.signal, this.#closing.signal]);
    try {
      return await orAborted(
        Promise.resolve().then(() => work(signal)),
        signal,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

function ownerOf({ open, health }: Tool): Owner | undefined {
  return health ?? open;
}

/** Adds the cause of an error to its message, because `fetch` gives the reason only there. */
function reasonOf(thrown: unknown): string {
  const { message } = asRlarError(thrown);
  const why = thrown instanceof Error ? thrown.cause : undefined;
  return (why instanceof Error ? `${message}: ${why.message}` : message).slice(0, REASON_CHARACTERS);
}

/** @param given the raw return value of a user's code, of any type */
function checked(given: unknown): ToolHealth {
  if (typeof given === 'object' && given !== null && 'ok' in given) {
    if (given.ok === true) return { ok: true };
    const reason = 'reason' in given && typeof given.reason === 'string' ? given.reason : 'no reason given';
    if (given.ok === false) return { ok: false, reason: reason.slice(0, REASON_CHARACTERS) };
  }
  return { ok: false, reason: 'health returned neither {ok: true} nor {ok: false, reason}' };
}
