import { criteria as criteriaShape, type JudgeSpec, type JudgeSpecOf } from '../../spec/judge-spec.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { detectLanguage } from '../../text/language.ts';
import { anchorJudge } from './anchor-judge.ts';
import type { OpenModel } from './asked-judge.ts';
import { type CheaperFirst, cheaperFirst } from './cheaper-first.ts';
import { clausesJudge, clausesOptions } from './clauses-judge.ts';
import type { ShownBeside } from './criteria-question.ts';
import { choiceKey, type JudgeDesk, rubricKey } from './desk.ts';
import { distilledJudge } from './distilled-judge.ts';
import { equivalenceJudge } from './equivalence-judge.ts';
import { evidenceJudge } from './evidence-judge.ts';
import { onceAsked } from './once-asked.ts';
import { programJudge } from './program-judge.ts';
import { rankingJudge } from './ranking-judge.ts';
import { rubricJudge } from './rubric-judge.ts';
import { successJudge } from './success-judge.ts';
import { togetherJudge } from './together-judge.ts';
import { winRateJudge } from './win-rate-judge.ts';

/**
 * A judge as a tool.
 * @param open asked before each piece of work, so that its usage is that of the work
 * @param desk keeps what is chosen once for a query; absent for a judge that is only tried
 */
export function judgeTool(
  declaration: ToolDeclaration,
  spec: JudgeSpec,
  open: OpenModel,
  desk?: JudgeDesk,
): Tool {
  const ranks = spec.judges === 'pairs' && spec.rank !== 'anchor';
  const together = spec.judges === 'rubric' && (spec.together !== undefined || spec.distilled !== undefined);
  const own = spec.judges === 'rubric' && spec.perQuery;
  const parts = {
    declaration,
    // Verdicts on whole groups are not cached: a rubric of its own is another one in another run.
    ...((ranks || spec.cheaper || together || own) && { batch: 'group' as const }),
  };
  const name = `${declaration.id}@${declaration.version}`;
  const prepare = (query: ToolQuery, clauses: readonly string[]): PreparedTool => {
    const none = outside(spec, query);
    if (none) return none;
    const asked = (): Asked | Promise<Asked> => withOwnRubric(spec, query, name, desk);
    return onceAsked(asked, (own) =>
      'score' in own ? own : withCheaper(own, query, open, { clauses, name, desk }),
    );
  };
  if (spec.judges === 'clauses')
    return makeTool({
      ...parts,
      options: clausesOptions,
      prepare: (query, { clauses }) => prepare(query, clauses),
    });
  return makeTool({ ...parts, options: noOptions, prepare: (query) => prepare(query, []) });
}

/** What the judge asks about a query, or why it cannot. */
type Asked = JudgeSpec | PreparedTool;

interface With {
  readonly clauses: readonly string[];
  readonly name: string;
  readonly desk: JudgeDesk | undefined;
}

/** The judge behind what is cheaper than it: a classifier that learned from it, then a cheaper model. */
function withCheaper(
  spec: JudgeSpec,
  query: ToolQuery,
  open: OpenModel,
  { clauses, ...kept }: With,
): PreparedTool {
  const own = preparedFor(spec, query, open, clauses);
  if (own.inapplicable !== undefined) return own;
  // Two answers show whether the cheaper model is sure.
  const twice = { ...spec, votes: Math.max(3, spec.votes) };
  const dear = spec.cheaper
    ? cheaperFirst({
        cheap: preparedFor(twice, query, () => open('cheaper'), clauses),
        dear: own,
        name: 'the cheaper model',
        levelIsUnsure: spec.judges === 'rubric' || spec.judges === 'pairs',
        settle: settling('escalation', query, kept),
      })
    : own;
  if (spec.judges !== 'rubric' || !spec.distilled) return dear;
  return cheaperFirst({
    cheap: distilledJudge(spec.distilled, spec, query),
    dear,
    name: 'the classifier',
    levelIsUnsure: false,
    settle: settling('classifier', query, kept),
  });
}

/** @returns how a choice between two judges of a query is kept: within a step of a run, or here alone */
function settling(
  what: string,
  query: ToolQuery,
  { name, desk }: Omit<With, 'clauses'>,
): CheaperFirst['settle'] {
  let here: 'cheap' | 'dear' | null = null;
  return async (choice) => {
    const key = desk ? choiceKey(what, name, query, 'step') : null;
    if (!desk || key === null) {
      here = choice ?? here;
      return here;
    }
    const held = await (choice === null ? desk.chosen(key) : desk.choose(key, choice));
    return held === 'cheap' || held === 'dear' ? held : null;
  };
}

/** Adds the rubric that was written for this query. The first look of a run at it holds for the run, also where there was none. */
function withOwnRubric(
  spec: JudgeSpec,
  query: ToolQuery,
  name: string,
  desk: JudgeDesk | undefined,
): Asked | Promise<Asked> {
  // A judge that is only tried is tried on the criteria that all its queries share.
  if (spec.judges !== 'rubric' || !spec.perQuery || !desk) return spec;
  const key = choiceKey('rubric-of-run', name, query, 'run');
  const hold = (written: string | null) => (key !== null ? desk.choose(key, written ?? '') : (written ?? ''));
  const asked = (held: string): Asked =>
    held === ''
      ? inapplicable('No rubric was written for this query; rlar judges rubrics writes them.')
      : { ...spec, criteria: [...spec.criteria, ...criteriaShape.parse(JSON.parse(held))] };
  const written = desk.chosen(rubricKey(spec.id, query));
  const held = written instanceof Promise ? written.then(hold) : hold(written);
  return held instanceof Promise ? held.then(asked) : asked(held);
}

function preparedFor(
  spec: JudgeSpec,
  query: ToolQuery,
  open: OpenModel,
  clauses: readonly string[],
): PreparedTool {
  switch (spec.judges) {
    case 'rubric':
      if (!spec.reference) return byRubric(spec, query, open, {});
      if (query.references.length === 0) return inapplicable('There is no reference to show to the judge.');
      return byRubric(spec, query, open, { references: query.references });
    case 'equivalence':
      return equivalenceJudge(spec, query, open);
    case 'pairs':
      if (spec.rank === 'anchor') return anchorJudge(spec, query, open);
      return spec.rank === 'win-rate' ? winRateJudge(spec, query, open) : rankingJudge(spec, query, open);
    case 'clauses':
      return clausesJudge(spec, query, clauses, open);
    case 'success':
      return successJudge(spec, query, open);
    case 'evidence':
      return evidenceJudge(spec, query, open);
    case 'programs':
      return programJudge(spec, query, open);
  }
}

function byRubric(
  spec: JudgeSpecOf<'rubric'>,
  query: ToolQuery,
  open: OpenModel,
  beside: ShownBeside,
): PreparedTool {
  return spec.together ? togetherJudge(spec, query, open, beside) : rubricJudge(spec, query, open, beside);
}

/** @returns the verdicts on a query outside of the judge's limits; null within them */
function outside(spec: JudgeSpec, query: ToolQuery): PreparedTool | null {
  if (!spec.languages) return null;
  const language = detectLanguage(query.prompt)?.language.slice(0, 2) ?? 'none that is known';
  if (spec.languages.includes(language)) return null;
  return inapplicable(
    `The judge judges prompts in ${spec.languages.join(', ')}, and this one is in ${language}.`,
  );
}
