import { type JudgeModel, openJudgeModel, sharedBookOf } from '../../models/judge-model.ts';
import { RlarError } from '../../spec/errors.ts';
import type { CheaperModel } from '../../spec/judge-spec.ts';
import type { Tool } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { questionsHash } from '../../tools/judge/questions-hash.ts';
import { readJudge } from './read-judge.ts';
import type { AddedTool } from './record.ts';

/**
 * @param source the judge's description, as JSON
 * @param home of the deployment; null for a judge that is only tried
 * @throws RLAR_VERSION_GONE where this rlar asks in other words than those that the judge was made with
 */
export function loadJudge(
  declaration: ToolDeclaration,
  source: string,
  { model, questions }: Extract<AddedTool['run'], { language: 'judge' }>,
  home: string | null,
): Tool {
  const spec = readJudge(source);
  if (questionsHash(spec) !== questions)
    throw new RlarError(
      'RLAR_VERSION_GONE',
      `this rlar asks in other words than ${declaration.id}@${declaration.version} was tried with; rlar judges add tries it anew`,
    );
  const { cheaper } = spec;
  const modelFor = (which?: 'cheaper'): JudgeModel =>
    which && cheaper ? cheaperThan(model, cheaper) : model;
  if (home === null) return judgeTool(declaration, spec, (which) => openJudgeModel(modelFor(which)));
  const book = sharedBookOf(home);
  const name = `${declaration.id}@${declaration.version}`;
  const tool = judgeTool(declaration, spec, (which) => openJudgeModel(modelFor(which), { home, name }), book);
  return { ...tool, close: async () => book.close() };
}

/** The prices of a model are not those of a cheaper one. */
function cheaperThan({ price: _, ...model }: JudgeModel, cheaper: CheaperModel): JudgeModel {
  const { provider, baseUrl, price } = cheaper;
  return {
    ...model,
    model: cheaper.model,
    ...(provider && { provider }),
    ...(baseUrl && { baseUrl }),
    ...(price && { price }),
  };
}
