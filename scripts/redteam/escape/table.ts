import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { closeSandboxes } from '../../../src/sandbox/program/close-sandboxes.ts';
import { missingToolchain } from '../../../src/sandbox/program/toolchains.ts';
import type { EscapeAttack, EscapeLanguage, Expected, Surroundings } from './attack.ts';
import { BESIDE } from './beside.ts';
import { CHANNEL } from './channel.ts';
import { ENGINE } from './engine.ts';
import { EXHAUSTION } from './exhaustion.ts';
import { LEAVING } from './leaving.ts';
import { attackOn, COLUMNS, type Outcome, type Path, sharedEngine } from './paths.ts';
import { REACH } from './reach.ts';
import { RIGHTS } from './rights.ts';
import { neighbours, nextView } from './views.ts';

/** The escape suite, a table of attacks by language and path. It grows by a line: one more attack is one more entry. */
export const ATTACKS: readonly EscapeAttack[] = [
  ...EXHAUSTION,
  ...REACH,
  ...RIGHTS,
  ...LEAVING,
  ...BESIDE,
  ...CHANNEL,
  ...ENGINE,
];

/** One cell: an attack in a language on a path, or why there is none. */
export interface Cell {
  readonly attack: EscapeAttack;
  readonly language: EscapeLanguage;
  readonly path: Path;
  /** Why it does not apply, or null where it does. */
  readonly without: string | null;
}

function whyNot(attack: EscapeAttack, language: EscapeLanguage, path: Path): string | null {
  if (attack.forms[language] === undefined) return attack.otherwise ?? 'it has no form in this language';
  if (path === 'function' && attack.notInFunction !== undefined) return attack.notInFunction;
  if (attack.expected !== 'unpaid') return null;
  if (path === 'in-process') return 'a verdict from the program’s own process is its own, and is said to be';
  return path === 'candidate' ? null : 'there is no channel to tests on this path';
}

/** @returns every cell of the table */
export function cells(): Cell[] {
  return ATTACKS.flatMap((attack) =>
    COLUMNS.map(({ language, path }) => ({
      attack,
      language,
      path,
      without: whyNot(attack, language, path),
    })),
  );
}

/** Why a column cannot be run on this machine, or null. */
export function missingFor(language: EscapeLanguage): string | null {
  return language === 'quickjs' ? null : missingToolchain(language);
}

function escaped(expected: Expected, outcome: Outcome): string | null {
  if (outcome.state === 'failed') return `it had no verdict: ${outcome.why}`;
  if (outcome.state === 'ended') return expected === 'held' ? `it was ended: ${outcome.why}` : null;
  if (expected === 'ended' || expected === 'unpaid') return `it was not stopped, and gave ${outcome.text}`;
  return outcome.text === 'held' || expected === 'either' ? null : `it worked: ${outcome.text}`;
}

/** Runs cells one after another, each with its neighbours and the view of whoever comes next. */
export class EscapeTable {
  readonly #fresh = new Map<Path, string>();
  readonly #server = createServer((socket) => socket.end('reached'));
  #around: Surroundings | null = null;

  async open(): Promise<void> {
    process.env.RLAR_ESCAPE_PROBE = 'secret-of-the-service';
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    this.#around = { port, pid: process.pid, parent: process.ppid, folder: process.cwd() };
  }

  /** @returns what did not hold in a cell, as sentences; none where all held */
  async run({ attack, language, path }: Cell): Promise<string[]> {
    if (this.#around === null) throw new Error('the table is not open');
    if (!this.#fresh.has(path)) this.#fresh.set(path, await nextView(path));
    const form = attack.forms[language];
    if (form === undefined) return [];
    const source = typeof form === 'string' ? form : form(this.#around);
    const [outcome, beside] = await Promise.all([
      attackOn(language, path, source, attack.expected),
      neighbours(),
    ]);
    const problems = [escaped(attack.expected, outcome)];
    if (beside !== '1,0') problems.push(`neighbours beside it were paid ${beside}`);
    const after = await neighbours();
    if (after !== '1,0') problems.push(`neighbours after it were paid ${after}`);
    const view = await nextView(path);
    if (view !== this.#fresh.get(path))
      problems.push(`the next one sees ${difference(this.#fresh.get(path)!, view)}`);
    return problems.filter((problem) => problem !== null);
  }

  /** Ends all sandboxes, and waits until no process of theirs is left. */
  async close(): Promise<void> {
    this.#server.close();
    await closeSandboxes();
    await sharedEngine().close();
    for (let left = 400; left > 0 && sandboxed().length > 0; left -= 1) await pause(50);
    const left = sandboxed();
    if (left.length > 0) throw new Error(`processes are left: ${left.join()}`);
  }
}

/** Ids of processes that are in a control group of this process: all that runs in its sandboxes. */
function sandboxed(): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cgroup`, 'utf8').includes(`/rlar-${process.pid}/`);
    } catch {
      return false;
    }
  });
}

function difference(before: string, now: string): string {
  let at = 0;
  while (before[at] === now[at] && at < now.length) at += 1;
  return `${now.slice(Math.max(0, at - 60), at + 100)} in place of ${before.slice(Math.max(0, at - 60), at + 100)}`;
}
