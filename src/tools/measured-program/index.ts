import { z } from 'zod';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { MOST_TIMES } from '../../sandbox/program/standstill.ts';
import { isSandboxCode } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { extractProgram } from '../unit-tests/extract-program.ts';
import { type Measured, runMeasure } from './run-measure.ts';
import { type Milestones, milestones, type Speed, speed } from './settings.ts';

const REACHED = 'program:milestones';
const FAST = 'program:speed';
const settings = z.strictObject({
  /** The constraint to check, in place of the query's own. */
  constraints: z.array(constraint).optional(),
});
type Asked =
  | { readonly what: 'milestones'; readonly of: Milestones }
  | { readonly what: 'speed'; readonly of: Speed };

/**
 * Runs a program in Python and says how far it came, or how fast it is.
 *
 * Milestones: statements that write a mark are put into the program, and credit is read from the marks. From “Reinforcement Learning for Machine Learning
 * Engineering Agents” (2025), in which a static model inserts print statements and partial credit is parsed from the log; we know it by its
 * abstract. Here a parser inserts them where the author's milestones are met, and each mark is a number that is drawn for the run, so that a
 * program cannot print it.
 *
 * Speed: processor time beside a baseline in the same run, in tiers. From “StitchCUDA” (2026), whose rule-based reward comes from real executions and which
 * guards against copied code and outputs that are written into the program; we know it by its abstract. Inputs are drawn from the program's own text:
 * they are the same each time, and nobody knows them before the program is written.
 */
export const measuredProgram = defineBuiltIn({
  declaration: {
    id: 'measured-program',
    version: '1.0.0',
    title: 'How far, or how fast, a program runs',
    description:
      'Runs a Python program in the sandbox. Partial credit for milestones that it reaches before its task is done; or tiers by its ' +
      'processor time beside a baseline, for right results on inputs that it cannot know. A copy of the baseline, results that are ' +
      'written into the program, and programs that look at what measures them earn nothing.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: [REACHED, FAST],
    execution: 'async',
    deadlineMs: 12_000 * MOST_TIMES,
    overTime: 'failed',
    concurrency: 2,
    contentGuard: false,
  },
  options: settings,
  programs: true,
  close: closeSandboxes,
  prepare(query, options) {
    const asked = readAsked(options.constraints ?? query.constraints);
    if (typeof asked === 'string') return inapplicable(asked);
    return eachRollout(async ({ text }, { signal }): Promise<Verdict> => {
      const entry = asked.what === 'speed' ? { entryPoint: asked.of.entry } : { reads: false };
      const found = extractProgram(text, { language: 'python', ...entry });
      if (!found) return scored(0, { outcome: 'no program' });
      const made = await runMeasure(jobOf(asked, found.code), asked.of.seconds, signal);
      if (!('error' in made))
        return asked.what === 'speed' ? bySpeed(asked.of, made) : byMilestones(asked.of, made);
      const { code, message } = made.error;
      return isSandboxCode(code) ? failed(code, message) : scored(0, { outcome: message.slice(0, 200) });
    });
  },
});

function readAsked(
  constraints: readonly { readonly id: string; readonly kwargs: JsonObject }[],
): Asked | string {
  const ours = constraints.filter(({ id }) => id === REACHED || id === FAST);
  const [one] = ours;
  if (!one || ours.length > 1) return 'The query carries nothing to measure, or several things.';
  const kwargs = Object.fromEntries(Object.entries(one.kwargs).filter(([, value]) => value !== null));
  const read =
    one.id === FAST
      ? { what: 'speed' as const, parsed: speed.safeParse(kwargs) }
      : { what: 'milestones' as const, parsed: milestones.safeParse(kwargs) };
  if (!read.parsed.success)
    return `The arguments of ${one.id} cannot be read: ${z.prettifyError(read.parsed.error).slice(0, 300)}`;
  return { what: read.what, of: read.parsed.data } as Asked;
}

function jobOf({ what, of }: Asked, code: string): object {
  // Each run may take its share, so that all of them fit into the time of the whole.
  if (what === 'milestones') return { ...of, what, code };
  const baseline_entry = of.baseline_entry ?? of.entry;
  return { ...of, what, code, baseline_entry, salt: of.baseline + of.inputs, seconds: of.seconds / 3 };
}

function byMilestones({ milestones: all, most }: Milestones, made: Measured): Verdict {
  if (made.ends === 'broken')
    return unscored(`It cannot be measured: ${made.said ?? ''}`, undefined, 'query');
  const reached = made.prying ? [] : (made.reached ?? []);
  const whole = all.reduce((sum, { weight }) => sum + weight, 0);
  const part = reached.reduce((sum, at) => sum + (all[at]?.weight ?? 0), 0);
  const evidence: JsonObject = {
    outcome: made.done ? 'done' : made.ends,
    reached: reached.map((at) => all[at]?.name ?? ''),
    ...(made.seconds !== undefined && { seconds: made.seconds }),
    ...(made.prying && { looksAt: made.prying }),
  };
  const verdict = scored(made.done ? 1 : (most * part) / whole, evidence);
  return made.prying ? { ...verdict, flags: ['looks-at-its-run'] } : verdict;
}

function bySpeed({ tiers }: Speed, { ends, said, ratio, measured }: Measured): Verdict {
  if (ends === 'broken') return unscored(`It cannot be measured: ${said ?? ''}`, undefined, 'query');
  if (ends !== 'self') return scored(0, { outcome: ends, ...(said && { said: said.slice(0, 200) }) });
  if (!measured || ratio === undefined)
    return unscored('The baseline is too quick on its inputs to be compared with.', undefined, 'query');
  // The tier is said and not the ratio: the ratio is another one each time.
  const tier = tiers.findLast(({ at }) => ratio >= at);
  return scored(tier?.value ?? 0, { outcome: 'right', atLeast: tier?.at ?? null });
}
