import { resolve } from 'node:path';
import { oneSort } from '../../spec/one-sort.ts';
import type { Tool } from '../../spec/tool.ts';
import { qualityEstimation } from '../../tools/translation/quality-estimation.ts';
import { constraintTool, javascriptConstraint } from './constraint-tool.ts';
import { closeJavaScript, type Script } from './javascript-calls.ts';
import { javascriptTool } from './javascript-tool.ts';
import { loadJudge } from './load-judge.ts';
import { promptRecogniser } from './prompt-recogniser.ts';
import { pythonConstraint, pythonTool } from './python-tool.ts';
import { readAdapter } from './read-adapter.ts';
import { type AddedTool, helpersFor, homeOf, type ToolSources } from './record.ts';
import { rewardModelTool } from './reward-model-tool.ts';
import { serverOf } from './server-of.ts';

/**
 * @param folder the tool's folder with its packages; unused for a tool without packages
 * @returns the tool that a record describes. It shares no state with other tools, and starts nothing before its first use
 */
export function toolOf(record: AddedTool, sources: ToolSources, folder = ''): Tool {
  const helpers = helpersFor(record, sources);
  const tool = scorerOf(record, { source: sources.program, ...(helpers && { helpers }) }, folder);
  if (!record.recogniser || sources.recogniser === undefined) return tool;
  const script = { source: sources.recogniser, ...(helpers && { helpers }) };
  const close = async () => {
    await tool.close?.();
    await closeJavaScript();
  };
  const programs = promptRecogniser(script, record.recogniser);
  const { constraint } = record.declaration;
  return { ...tool, close, recogniser: constraint === undefined ? programs : oneSort(constraint, programs) };
}

function scorerOf({ declaration, run, callMs }: AddedTool, script: Script, folder: string): Tool {
  const constrains = declaration.constraint !== undefined;
  if (run.language === 'adapter') {
    const spec = readAdapter(script.source);
    const server = run.url ?? serverOf(homeOf(folder), spec, run);
    const model = rewardModelTool(declaration, spec, server, run.others);
    return run.translation ? qualityEstimation(model, run.translation) : model;
  }
  if (run.language === 'judge')
    return loadJudge(declaration, script.source, run, folder === '' ? null : homeOf(folder));
  if (run.language === 'javascript')
    return constrains
      ? constraintTool(declaration, javascriptConstraint(declaration, script, callMs))
      : javascriptTool(declaration, script, { callMs, ...run });
  const environment = run.requirements.length > 0 ? resolve(folder, 'venv') : null;
  const { found, trust, grants } = run;
  const settings = { source: script.source, found, trust, grants, environment, callMs };
  return constrains
    ? constraintTool(declaration, pythonConstraint(declaration, settings))
    : pythonTool(declaration, settings);
}
