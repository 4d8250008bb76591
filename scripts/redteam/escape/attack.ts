/** What programs are written in; `quickjs` is what agents write functions in. */
export type EscapeLanguage = 'python' | 'javascript' | 'cpp' | 'java' | 'quickjs';

/** What an attack may know of the machine that it is to escape to. */
export interface Surroundings {
  /** A port of this machine on which something answers. */
  readonly port: number;
  /** Our own process and its parent. */
  readonly pid: number;
  readonly parent: number;
  /** The folder that we work in. */
  readonly folder: string;
}

/**
 * What becomes of an attack that is held: `held`, it says that nothing worked · `ended`, a bound ends it, and it counts as
 * the program's own fault · `either` of both · `unpaid`, it tries to be paid for what it did not solve
 */
export type Expected = 'held' | 'ended' | 'either' | 'unpaid';

/** Source that defines `attack`, which returns `held` or what worked. A text where it needs nothing of its surroundings. */
type Form = string | ((around: Surroundings) => string);

/** One attack: one entry of the table, with its form in each language that has one. */
export interface EscapeAttack {
  readonly name: string;
  readonly expected: Expected;
  readonly forms: Readonly<Partial<Record<EscapeLanguage, Form>>>;
  /** Why it has no form in the languages that are left out. */
  readonly otherwise?: string;
  /** Why it does not apply to reward functions. */
  readonly notInFunction?: string;
}
