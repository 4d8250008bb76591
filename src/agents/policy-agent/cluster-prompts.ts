import { hash } from 'node:crypto';
import { type Centre, promptTraits } from '../../routing/classifier/prompt-traits.ts';

import { USUAL_PROMPTS } from './usual-prompts.ts';

/** Prompts that belong together, by the features that the classifier sees in them. */
export interface PromptCluster {
  /** The most typical first. */
  readonly prompts: readonly string[];
  readonly centre: Centre;
  /** The least weighted share of the traits that a prompt of the cluster has. */
  readonly nearness: number;
  readonly mostTraits: number;
}

/** Prompts that are compared with each other, and known ones that they are held against; more are left out by hash. */
const MOST_UNKNOWN = 600;
const MOST_KNOWN = 600;
const LEAST_PROMPTS = 3;
/** Mean likeness below which two clusters stay apart. */
const ALIKE = 0.14;
/** A trait of a cluster: this share of its prompts has it, and this many times the share of all prompts that have it. */
const TRAIT_SHARE = 0.4;
const TRAIT_LIFT = 2.5;
const MOST_TRAITS = 80;
/** A prompt of the cluster has this share of what the middle one has, and clearly more than any other prompt. */
const OF_MIDDLE = 0.6;
const CLEARLY = 0.04;
/** A prompt with this many times the features of the longest of the cluster is something else. */
const LONGER = 2;

interface Traced {
  readonly prompt: string;
  readonly traits: ReadonlySet<number>;
}

/**
 * Puts prompts whose kind nobody knows into clusters, from the bottom up by mean likeness. The same prompts make the same
 * clusters, in whatever order they come.
 * @param unknown prompts that the classifier does not know
 * @param known prompts of the same source whose kind is known: what they share with a cluster is no trait of it
 * @returns the clusters of three prompts or more that differ from all other prompts, the largest first
 */
export function clusterPrompts(unknown: Iterable<string>, known: Iterable<string> = []): PromptCluster[] {
  const inside = traced(unknown, MOST_UNKNOWN);
  const all = [...inside, ...traced([...USUAL_PROMPTS, ...known], MOST_KNOWN)];
  const counts = new Map<number, number>();
  for (const { traits } of all) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1);
  const groups = grouped(likenesses(inside, counts, all.length));
  return groups
    .map((members) =>
      asCluster(
        members.map((at) => inside[at]!),
        all,
        counts,
      ),
    )
    .filter((cluster) => cluster !== null)
    .sort((left, right) => right.prompts.length - left.prompts.length);
}

function traced(prompts: Iterable<string>, most: number): Traced[] {
  const byHash = [...new Set(prompts)].map((prompt) => [hash('sha256', prompt, 'hex'), prompt] as const);
  return byHash
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, most)
    .map(([, prompt]) => ({ prompt, traits: promptTraits(prompt) }));
}

/** @returns the cosine of each pair of prompts, rare features counting more; features of one prompt, or of most, count nothing */
function likenesses(
  prompts: readonly Traced[],
  counts: ReadonlyMap<number, number>,
  total: number,
): Float64Array[] {
  const weightOf = (trait: number): number => {
    const count = counts.get(trait)!;
    return count < 2 || count > total / 2 ? 0 : Math.log(total / count) ** 2;
  };
  const rows = prompts.map(() => new Float64Array(prompts.length));
  const having = new Map<number, number[]>();
  for (const [at, { traits }] of prompts.entries())
    for (const trait of traits) {
      const list = having.get(trait);
      if (list) list.push(at);
      else having.set(trait, [at]);
    }
  const lengths = new Float64Array(prompts.length);
  for (const [trait, list] of having) {
    const weight = weightOf(trait);
    if (weight === 0) continue;
    for (const left of list) {
      lengths[left]! += weight;
      for (const right of list) rows[left]![right]! += weight;
    }
  }
  for (const [left, row] of rows.entries())
    for (let right = 0; right < row.length; right += 1)
      row[right]! /= Math.sqrt(lengths[left]! * lengths[right]!) || 1;
  return rows;
}

/** Merges the two clusters with the greatest mean likeness until none is great enough. Changes the rows in place. */
function grouped(rows: Float64Array[]): number[][] {
  const members = new Map(rows.map((_, at) => [at, [at]]));
  for (;;) {
    let best = ALIKE;
    let pair: readonly [number, number] | null = null;
    const open = [...members.keys()];
    for (const [place, left] of open.entries())
      for (const right of open.slice(place + 1)) {
        const alike = rows[left]![right]!;
        if (alike > best) {
          best = alike;
          pair = [left, right];
        }
      }
    if (!pair) return [...members.values()];
    const [into, from] = pair;
    const [large, small] = [members.get(into)!, members.get(from)!];
    for (const other of open) {
      const mean =
        (rows[into]![other]! * large.length + rows[from]![other]! * small.length) /
        (large.length + small.length);
      rows[into]![other] = mean;
      rows[other]![into] = mean;
    }
    members.set(into, [...large, ...small]);
    members.delete(from);
  }
}

function asCluster(
  members: readonly Traced[],
  all: readonly Traced[],
  counts: ReadonlyMap<number, number>,
): PromptCluster | null {
  if (members.length < LEAST_PROMPTS) return null;
  const centre = centreOf(members, all.length, counts);
  if (centre.length === 0) return null;
  const shareOf = ({ traits }: Traced): number =>
    centre.reduce((share, [trait, weight]) => (traits.has(trait) ? share + weight : share), 0);
  const sorted = members
    .map((member) => ({ ...member, share: shareOf(member) }))
    .sort((left, right) => right.share - left.share || (left.prompt < right.prompt ? -1 : 1));
  const isMember = new Set(members);
  const nearestOther = all.reduce(
    (most, one) => (isMember.has(one) ? most : Math.max(most, shareOf(one))),
    0,
  );
  const middle = sorted[Math.floor(sorted.length / 2)]!.share;
  const nearness = Math.min(1, Math.max(OF_MIDDLE * middle, nearestOther + CLEARLY));
  const inside = sorted.filter(({ share }) => share >= nearness);
  if (inside.length < LEAST_PROMPTS) return null;
  return {
    prompts: inside.map(({ prompt }) => prompt),
    centre,
    nearness: Math.floor(1e3 * nearness) / 1e3 - 1e-3,
    mostTraits: LONGER * Math.max(...members.map(({ traits }) => traits.size)),
  };
}

/** The features that many prompts of the cluster have, and few others. */
function centreOf(members: readonly Traced[], total: number, counts: ReadonlyMap<number, number>): Centre {
  const inside = new Map<number, number>();
  for (const { traits } of members)
    for (const trait of traits) inside.set(trait, (inside.get(trait) ?? 0) + 1);
  const weighed = [...inside].flatMap(([trait, count]): [number, number][] => {
    const share = count / members.length;
    const lift = share / (counts.get(trait)! / total);
    return share < TRAIT_SHARE || count < 2 || lift < TRAIT_LIFT ? [] : [[trait, share * Math.log(lift)]];
  });
  const kept = weighed
    .sort(([left, one], [right, other]) => other - one || left - right)
    .slice(0, MOST_TRAITS);
  const sum = kept.reduce((whole, [, weight]) => whole + weight, 0);
  return kept.map(([trait, weight]) => [trait, Math.round((1e5 * weight) / sum) / 1e5] as const);
}
