import type { JudgeSpec } from '../../spec/judge-spec.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { detectLanguage } from '../../text/language.ts';
import { anchorJudge } from './anchor-judge.ts';
import type { OpenModel } from './asked-judge.ts';
import { clausesJudge, clausesOptions } from './clauses-judge.ts';
import { equivalenceJudge } from './equivalence-judge.ts';
import { rankingJudge } from './ranking-judge.ts';
import { rubricJudge } from './rubric-judge.ts';

/** A judge as a tool. @param open asked before each piece of work, so that its usage is that of the work */
export function judgeTool(declaration: ToolDeclaration, spec: JudgeSpec, open: OpenModel): Tool {
  if (spec.judges === 'clauses')
    return makeTool({
      declaration,
      options: clausesOptions,
      prepare: (query, { clauses }) => outside(spec, query) ?? clausesJudge(spec, query, clauses, open),
    });
  const ranks = spec.judges === 'pairs' && spec.rank !== 'anchor';
  return makeTool({
    declaration,
    options: noOptions,
    ...(ranks && { batch: 'group' as const }),
    prepare: (query) => outside(spec, query) ?? preparedFor(spec, query, open),
  });
}

function preparedFor(
  spec: Exclude<JudgeSpec, { judges: 'clauses' }>,
  query: ToolQuery,
  open: OpenModel,
): PreparedTool {
  switch (spec.judges) {
    case 'rubric':
      if (!spec.reference) return rubricJudge(spec, query, open);
      if (query.references.length === 0) return inapplicable('There is no reference to show to the judge.');
      return rubricJudge(spec, query, open, { references: query.references });
    case 'equivalence':
      return equivalenceJudge(spec, query, open);
    case 'pairs':
      return spec.rank === 'anchor' ? anchorJudge(spec, query, open) : rankingJudge(spec, query, open);
  }
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
