import type { PreferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { judgeIdFor, writeJudge } from '../../agents/rubric-writer/write-judge.ts';
import { LEAST_PAIRS } from '../../agents/rubric-writer/write-rubric.ts';
import { makeChange, type StagedChange, stageChange, stageTool } from '../../library/registry/stage.ts';
import type { JudgeModel } from '../../models/judge-model.ts';
import { assignQuery } from '../../routing/assign.ts';
import { asRlarError } from '../../spec/errors.ts';
import { kindName } from '../../spec/kinds.ts';
import { query } from '../../spec/query.ts';
import { queryKey } from '../../spec/query-key.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import { type ComposePlace, compose } from '../composites/compose.ts';
import { queryWorth } from '../composites/composite.ts';
import { asRecorded, type LabelledGroup } from '../gold/labelled-groups.ts';
import { rubricJudges } from '../judges/improve-judge.ts';
import { leaveWish } from '../loop/inbox.ts';
import { addItem, decision, newDuel } from '../statistics/duel.ts';

export interface LearnPlace extends ComposePlace {
  readonly home: string;
  readonly files: HomeFiles;
  /** Takes up what was published. */
  readonly refresh: () => Promise<unknown>;
  /** The model that writes rubrics and judges by them; null where none is configured. */
  readonly model: JudgeModel | null;
}

/** One change that was tried on the preferences. */
interface LearntChange {
  readonly kind: string;
  readonly what: string;
  /** Shares of sealed preferences that are ordered right, before and with the change; null where it did not get so far. */
  readonly before: number | null;
  readonly after: number | null;
  /** `made`: surely better on sealed preferences · `on trial`: ahead, so the loop tries it on live groups · `left`: no better */
  readonly became: 'made' | 'on trial' | 'left';
  readonly reason: string;
}

/** What some preferences made of a library. */
export interface Learnt {
  readonly pairs: number;
  /** Share of all preferences that the library orders right, before and behind the changes. */
  readonly before: number;
  readonly after: number;
  readonly changes: readonly LearntChange[];
}

const ALPHA = 0.05;
const ROUNDS = 3;
const BY = 'learning';

/**
 * Starts the loop on a library from some hundred labelled preferences: the library orders them; where it is wrong, other compositions
 * of its tools are searched and rubrics are written or revised, and each change is made only where sealed preferences, which neither
 * its writer nor its choice has seen, are surely ordered better. From “RewardHarness”, whose gate is held-out accuracy on 40 pairs;
 * here what is ahead without being sure goes on trial on live groups.
 */
export async function learnFromPairs(
  pairs: readonly PreferencePair[],
  place: LearnPlace,
  seed = 1,
): Promise<Learnt> {
  const groups = groupsOf(pairs);
  const before = await orderedBy(groups, place);
  const changes: LearntChange[] = [];
  for (const found of await compose(groups, place, { seed, by: 'order' })) {
    const { kind, proposal, template } = found;
    if (!proposal || !template) {
      changes.push(left(kind, 'another composition', 'none is ahead of the library'));
      continue;
    }
    const change = { kind, what: proposal.text, before: proposal.before, after: proposal.after };
    const became = await take(place, { decide: template }, proposal.sealed === 'better', template.reason);
    changes.push({ ...change, became, reason: `${proposal.queries} sealed preferences` });
  }
  for (const [kind, list] of await byKind(groups, pairs, place)) {
    const change = await rubricFor(kind, list, place);
    if (change) changes.push(change);
  }
  await place.refresh();
  return { pairs: pairs.length, before, after: await orderedBy(groups, place), changes };
}

async function rubricFor(
  kind: string,
  pairs: readonly PreferencePair[],
  place: LearnPlace,
): Promise<LearntChange | null> {
  const { model, home } = place;
  if (!model || pairs.length < LEAST_PAIRS) return null;
  const judge = rubricJudges(place).find(({ card }) => card.kinds.includes(kind));
  const id = judge?.card.id ?? judgeIdFor(kind);
  const what = judge ? `${id}, revised` : `${id}, a new rubric`;
  try {
    const order = { id, kind, pairs, rounds: ROUNDS, ...(judge && { from: judge.spec }) };
    const { spec, heldOut, admit } = await writeJudge({ home }, order, model);
    if (judge && spec === judge.spec) return left(kind, what, 'no revision is better');
    let card: ToolCard | null = null;
    const { evidence } = await admit(async (files) => {
      card = await stageTool({ home }, files);
    });
    if (!card) {
      const failed = evidence.gates.find(({ outcome }) => outcome === 'failed');
      return left(kind, what, `its gates refuse it: ${failed?.reason ?? failed?.name ?? 'no reason'}`);
    }
    const staged = await stageChange({ home }, { card });
    if (!staged) return left(kind, what, 'the library has it already');
    const sealed = groupsOf(heldOut);
    const [old, now] = [
      await worthsBy(sealed, staged.incumbent, place),
      await worthsBy(sealed, staged.candidate, place),
    ];
    const duel = newDuel();
    for (const [at, worth] of now.entries()) addItem(duel, (worth - old[at]!) / 2);
    const [was, is] = [shareOf(old), shareOf(now)];
    if (is <= was)
      return { ...left(kind, what, `${sealed.length} sealed preferences`), before: was, after: is };
    const became = await take(place, { card }, decision(duel, ALPHA) === 'better', what);
    return { kind, what, before: was, after: is, became, reason: `${sealed.length} sealed preferences` };
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    return left(kind, what, `${code} ${message}`);
  }
}

/** Makes a change, or leaves it to the loop. */
async function take(
  place: LearnPlace,
  change: StagedChange,
  isSure: boolean,
  reason: string,
): Promise<'made' | 'on trial'> {
  const { home, files } = place;
  const staged = isSure ? await stageChange({ home }, change) : null;
  if (staged && (await makeChange({ home }, change, staged.incumbent, { by: BY, reason }))) {
    await place.refresh();
    return 'made';
  }
  await leaveWish(files, { what: change, by: BY, reason });
  return 'on trial';
}

function left(kind: string, what: string, reason: string): LearntChange {
  return { kind, what, before: null, after: null, became: 'left', reason };
}

/** @returns a query for each prompt, with a right and a wrong response for each of its preferences */
export function groupsOf(pairs: readonly PreferencePair[]): LabelledGroup[] {
  return pairs.map(({ prompt, chosen, rejected, reference, kind }) => {
    const named = kindName.safeParse(kind);
    const asked = query.parse({
      messages: [{ role: 'user', content: prompt }],
      ...(reference !== undefined && { references: [reference] }),
      ...(named.success && { kind: named.data }),
    });
    const responses = [
      { text: chosen, correct: true },
      { text: rejected, correct: false },
    ];
    return { queryKey: queryKey(asked), query: asked, responses };
  });
}

async function byKind(
  groups: readonly LabelledGroup[],
  pairs: readonly PreferencePair[],
  place: LearnPlace,
): Promise<Map<string, PreferencePair[]>> {
  const found = new Map<string, PreferencePair[]>();
  for (const [at, group] of groups.entries()) {
    const { kind } = await assignQuery(group.query, place.library());
    if (kind !== null) found.set(kind, [...(found.get(kind) ?? []), pairs[at]!]);
  }
  return found;
}

async function orderedBy(groups: readonly LabelledGroup[], place: LearnPlace): Promise<number> {
  return shareOf(await worthsBy(groups, place.library().snapshot, place));
}

/** @returns by preference, 1 where a snapshot orders it right, -1 where it orders it wrong, 0 where it cannot tell */
async function worthsBy(
  groups: readonly LabelledGroup[],
  snapshot: string,
  place: LearnPlace,
): Promise<number[]> {
  const library = place.library();
  const recorded = await Promise.all(
    groups.map(async (group) => asRecorded(group, await assignQuery(group.query, library))),
  );
  const rewards = await place.replay(recorded, snapshot);
  return rewards.map((list, at) =>
    queryWorth(
      list.map(({ reward }, place) => ({ reward, correct: groups[at]!.responses[place]!.correct })),
      'order',
    ),
  );
}

function shareOf(worths: readonly number[]): number {
  const mean = worths.reduce((sum, worth) => sum + worth, 0) / Math.max(1, worths.length);
  return Math.round(1e4 * (0.5 + mean / 2)) / 1e4;
}
