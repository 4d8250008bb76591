import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { kindName } from './kinds.ts';
import { ANY_LANGUAGE, doOverlap, type LanguageGroup } from './language-group.ts';
import { need } from './tool-card.ts';

/** The agent that could get what is missing: `code` writes a program, `web` finds a reward model, `rubric` writes a judge's rubric. */
const acquiringAgent = z.enum(['code', 'web', 'rubric']);
export type AcquiringAgent = z.infer<typeof acquiringAgent>;

/** Languages, ISO 639-1. */
const codes = z.array(z.string()).min(1).readonly();

const templateTool = z.object({
  id: z.string(),
  version: z.string(),
  weight: z.number().positive(),
  gate: z.boolean().optional(),
  /** What the decision had from labelled rows: of how many pairs of responses, how many the tool ranks right. */
  measured: z.object({ right: z.number().int(), of: z.number().int() }).optional(),
});

/**
 * What the policy agent decided for the queries of one kind that carry the same inputs. It is a part of the library's
 * snapshot, so that a run that is pinned to a snapshot keeps its templates.
 */
export const template = z.object({
  kind: kindName,
  /** The languages of the queries that it is for, as tools tell them apart; all where it is absent. */
  languages: z.union([z.object({ only: codes }), z.object({ except: codes })]).optional(),
  /** The inputs that the queries carry, sorted. The template is for queries with exactly these. */
  carries: z.array(need),
  /** Empty where the agent found that nothing fits. */
  tools: z.array(templateTool),
  /** As in an assignment; absent for a single tool. */
  combine: z.enum(['first', 'composite']).optional(),
  /** What is to be acquired where nothing fits; null where nothing is. */
  acquire: z.object({ agent: acquiringAgent, what: z.string() }).nullable(),
  /** The lower end of the accuracy of its tools less λ times their cost; null where there are none. */
  utility: z.number().nullable(),
  reason: z.string(),
  /** True: the agent's decision broke the rules, twice. The rules decide, and it is asked again when the evidence changes. */
  refused: z.boolean().optional(),
  /** The model that decided. */
  by: z.string(),
  /** A hash of the evidence that the decision was made from. Where the library's differs, the kind is decided again. */
  seen: z.string(),
});
export type Template = z.infer<typeof template>;

/**
 * A kind that the policy agent named for a cluster of prompts which the classifier does not know. `centre` holds the
 * traits that most of them share and other prompts lack, as features of the classifier, with weights that sum to 1.
 */
const namedKind = z.object({
  kind: kindName,
  says: z.string(),
  centre: z.array(z.tuple([z.number().int().nonnegative(), z.number()])),
  /** The least weighted share of these traits that a prompt of the cluster has. */
  nearness: z.number().min(0).max(1),
  /** Prompts of the cluster when it was named. */
  prompts: z.number().int().positive(),
  /** Traits that a prompt of the cluster has at most; a longer one is something else. */
  mostTraits: z.number().int().positive(),
  by: z.string(),
});
export type NamedKind = z.infer<typeof namedKind>;

/** All that the policy agent has decided, as one part of a snapshot. */
export const decisions = z.object({ templates: z.array(template), kinds: z.array(namedKind) });
export type Decisions = Readonly<{ templates: readonly Template[]; kinds: readonly NamedKind[] }>;

export const NO_DECISIONS: Decisions = { templates: [], kinds: [] };

/** Whether nothing was decided. */
export function isUndecided({ templates, kinds }: Decisions): boolean {
  return templates.length === 0 && kinds.length === 0;
}

/** @returns the languages of the queries that a template is for */
export function languagesOf({ languages = ANY_LANGUAGE }: Pick<Template, 'languages'>): LanguageGroup {
  return languages;
}

/**
 * Whether a template takes the place of an earlier one: both are for some of the same queries. Where the tools for a kind come to
 * tell languages apart otherwise, what the earlier one alone was for is left to the rules, until it is asked about again.
 */
export function supersedes(made: Template, earlier: Template): boolean {
  const isSame = made.kind === earlier.kind && made.carries.join() === earlier.carries.join();
  return isSame && doOverlap(languagesOf(made), languagesOf(earlier));
}

/** @returns the name of a decision in logs and differences; one per kind, inputs and group of languages, or per named cluster */
export function decisionName(one: Template | NamedKind): string {
  if ('centre' in one) return `cluster:${one.kind}/${versionOf(one.centre).slice(0, 4)}`;
  const { kind, carries } = one;
  const group = languagesOf(one);
  const languages =
    'only' in group
      ? `@${group.only.join('+')}`
      : group.except.length > 0
        ? `@not-${group.except.join('+')}`
        : '';
  return `template:${kind}${carries.length > 0 ? `/${carries.join('+')}` : ''}${languages}`;
}

/** @returns decisions by name, with a version that changes with their content */
export function decisionVersions({ templates, kinds }: Decisions): Map<string, string> {
  return new Map([...templates, ...kinds].map((one) => [decisionName(one), versionOf(one)]));
}

function versionOf(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex').slice(0, 8);
}
