import type { ChatModel } from '../../models/chat-model.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { detectLanguage } from '../../text/language.ts';
import { judgeCriteria } from './judge-criteria.ts';
import { judgedResponse } from './judged-response.ts';
import { rubricVerdict } from './rubric-verdict.ts';

/** Flag of a response that spoke to whoever judges it. */
const SPOKE = 'spoke_to_judge';

/** A judge as a tool. It asks no model before it is used. */
export function judgeTool(
  declaration: ToolDeclaration,
  spec: JudgeSpec,
  openModel: () => Promise<ChatModel>,
): Tool {
  let opened: Promise<ChatModel> | null = null;
  const open = (): Promise<ChatModel> => {
    opened ??= openModel().catch((thrown: unknown) => {
      opened = null;
      throw thrown;
    });
    return opened;
  };
  return makeTool({
    declaration,
    options: noOptions,
    prepare: (query) => outside(spec, query) ?? rubricJudge(spec, query, open),
  });
}

function outside(spec: JudgeSpec, query: ToolQuery): PreparedTool | null {
  if (!spec.languages) return null;
  const language = detectLanguage(query.prompt)?.language.slice(0, 2) ?? 'none that is known';
  if (spec.languages.includes(language)) return null;
  return inapplicable(
    `The judge judges prompts in ${spec.languages.join(', ')}, and this one is in ${language}.`,
  );
}

function rubricJudge(spec: JudgeSpec, query: ToolQuery, open: () => Promise<ChatModel>): PreparedTool {
  const { criteria, votes, longest } = spec;
  const rubric = criteria.map(({ asks }) => asks);
  return eachRollout(async ({ text }, { signal }): Promise<Verdict> => {
    const judged = judgedResponse(text, query, rubric);
    if (judged.nothing !== null) return scored(0, { guard: judged.nothing, ...countOf(judged), calls: 0 });
    if (judged.shown.length > longest)
      return unscored(`It has ${judged.shown.length} characters; the judge reads at most ${longest}.`);
    const model = await open();
    let calls = 0;
    const onAsk = () => {
      calls += 1;
    };
    try {
      const findings = await judgeCriteria(spec, query, judged.shown, { model, votes, signal, onAsk });
      const { value, evidence } = rubricVerdict(criteria, findings);
      const facts: JsonObject = { ...evidence, ...countOf(judged), model: model.name, calls };
      return { ...scored(value, facts), ...(judged.appeals > 0 && { flags: [SPOKE] }) };
    } catch (thrown) {
      return judgeFailed(thrown, { model: model.name, calls });
    }
  });
}

/** What keeps a judge from a verdict is its own fault, and never the response's. */
function judgeFailed(thrown: unknown, evidence: JsonObject): Verdict {
  if (!(thrown instanceof RlarError)) throw thrown;
  return { ...failed(thrown.code, thrown.message, 'system'), evidence };
}

function countOf({ appeals, echoes }: { readonly appeals: number; readonly echoes: number }): JsonObject {
  return { ...(appeals > 0 && { wordsToJudge: appeals }), ...(echoes > 0 && { copiesOfRubric: echoes }) };
}
