import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import { type Share, share } from '../../spec/share.ts';
import type { Tool } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { groundsQuestion } from '../../tools/judge/grounds-question.ts';
import { judgeVerdicts, valueOn } from './judge-verdicts.ts';
import { preferencePair } from './preference-pairs.ts';

/** A labelled pair with the reason of the person who labelled it. */
export const critiquedPair = preferencePair.extend({ critique: z.string().min(1) });
type CritiquedPair = z.infer<typeof critiquedPair>;

/** How often a judge is right, and how often it knows why. */
export interface ReasonAudit {
  readonly right: Share;
  /** Of the pairs that it decided rightly: those in which it missed the ground of the person. */
  readonly wrongReason: Share;
  /** The mean over all pairs of how like its reasons are to the person's, 0 where its label is wrong. */
  readonly soundness: number;
  /** By pair, for whoever looks into it. */
  readonly missed: readonly {
    readonly prompt: string;
    readonly critique: string;
    readonly reasons: string;
  }[];
}

/**
 * Audits "right label, wrong reason" (RM-NLHF, 2026): the reasons that a judge gives for a pair it decided rightly
 * are held beside the critique of a person, by a model that says whether they name the same ground.
 * @param reader the model that compares reasons; where it is null, words are compared: the reasons miss the ground where they
 * share less than a fifth of the critique's own words
 * @throws RlarError of either model
 */
export async function auditReasons(
  tool: Tool,
  pairs: readonly CritiquedPair[],
  reader: ChatModel | null,
): Promise<ReasonAudit> {
  const judged = await Promise.all(
    pairs.map(async (pair) => {
      const [good, bad] = await judgeVerdicts(tool, pair, [pair.chosen, pair.rejected]);
      const values = [valueOn(good!), valueOn(bad!)] as const;
      const isRight = values[0] !== null && values[1] !== null && values[0] > values[1];
      const reasons = `On the better one: ${reasonsOf(good!)}\nOn the worse one: ${reasonsOf(bad!)}`;
      const like = wordsShared(pair, reasons);
      const isSound = isRight && (reader ? await sameGround(reader, pair, reasons) : like >= SHARED);
      return { pair, isRight, isSound, reasons, like };
    }),
  );
  const right = judged.filter(({ isRight }) => isRight);
  const missed = right.filter(({ isSound }) => !isSound);
  const likeness = right.reduce((sum, { like, isSound }) => sum + (reader ? Number(isSound) : like), 0);
  return {
    right: share(right.length, judged.length),
    wrongReason: share(missed.length, right.length),
    soundness: Number((likeness / Math.max(1, judged.length)).toFixed(4)),
    missed: missed.slice(0, 20).map(({ pair: { prompt, critique }, reasons }) => ({
      prompt: prompt.slice(0, 200),
      critique: critique.slice(0, 500),
      reasons: reasons.slice(0, 1_000),
    })),
  };
}

const SHARED = 0.2;

async function sameGround(reader: ChatModel, pair: CritiquedPair, reasons: string): Promise<boolean> {
  const { prompt: task, chosen: better, rejected: worse, critique } = pair;
  const question = groundsQuestion({ task, better, worse, critique, reasons });
  const { system, prompt, shape } = question;
  return (await reader.askStructured({ purpose: 'audit', system, prompt, seed: 1, temperature: 0 }, shape))
    .same;
}

const withReasons = z.looseObject({
  reason: z.string().optional(),
  criteria: z.record(z.string(), z.looseObject({ reason: z.string() })).optional(),
});

function reasonsOf({ evidence }: Verdict): string {
  const read = withReasons.safeParse(evidence);
  if (!read.success) return '';
  const { reason, criteria = {} } = read.data;
  return [...(reason ? [reason] : []), ...Object.values(criteria).map((one) => one.reason)].join(' ');
}

/** The share of the critique's own words that stand in the reasons: those that are not of the task. */
function wordsShared(
  { prompt, critique }: Pick<CritiquedPair, 'prompt' | 'critique'>,
  reasons: string,
): number {
  const own = wordsOf(critique).difference(wordsOf(prompt));
  return own.size === 0 ? 0 : own.intersection(wordsOf(reasons)).size / own.size;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
}
