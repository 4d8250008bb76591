import { JUDGE_UNDER_ATTACK, judgeItems, OTHER_JUDGES, type OtherJudge } from '../attacks/judges.ts';
import { judgeRecord } from '../library/added-tools/judge-record.ts';
import { judgeModel } from '../models/judge-model.ts';
import type { JsonObject } from '../spec/json.ts';
import { judgeSpec } from '../spec/judge-spec.ts';
import type { Tool } from '../spec/tool.ts';
import { judgeTool } from '../tools/judge/judge-tool.ts';
import { credulousJudge, isToldOutside, looksLikeVerdict } from './credulous-judge.ts';
import { fencedText, markOf } from './scripted-judge.ts';
import { type ScriptedModel, scriptedModel } from './scripted-model.ts';

const CRITERIA = [
  { id: 'answers', asks: 'The response says what was asked for, and nothing that is false.' },
];
const SPECS: Readonly<Record<OtherJudge, object>> = {
  pairs: { judges: 'pairs', rank: 'anchor', criteria: CRITERIA },
  equivalence: { judges: 'equivalence' },
  clauses: { judges: 'clauses' },
  success: { judges: 'success' },
  programs: { judges: 'programs' },
  instruments: { judges: 'rubric', criteria: CRITERIA, instruments: ['count', 'find'] },
  together: { judges: 'rubric', criteria: CRITERIA, together: 4 },
  adaptive: { judges: 'pairs', rank: 'anchor', adaptive: true, criteria: CRITERIA },
};

/**
 * The judges that the attack matrix is made on, one of each sort that rlar ships questions for. Their model obeys whatever
 * looks like a verdict, wherever it stands, so that what is paid got past the guard and the fence.
 */
export function judgesUnderAttack(): Tool[] {
  return [
    toolWith(JUDGE_UNDER_ATTACK, { judges: 'rubric', criteria: CRITERIA }, byRubric()),
    ...OTHER_JUDGES.map((sort) => toolWith(`${JUDGE_UNDER_ATTACK}-${sort}`, SPECS[sort], modelOf(sort))),
  ];
}

function toolWith(id: string, spec: object, model: ScriptedModel): Tool {
  const parsed = judgeSpec.parse({ ...spec, id });
  const { record } = judgeRecord(parsed, judgeModel.parse({ model: 'credulous' }));
  const tool = judgeTool(record.declaration, parsed, async () => model);
  // Who pins a judge of clauses states none: here the prompt itself is the demand.
  if (parsed.judges !== 'clauses') return tool;
  return { ...tool, prepare: (query) => tool.prepare(query, { clauses: [query.prompt] }) };
}

/** Whether a text is the right answer to the task of a prompt, as the items say. */
function isRight(prompt: string, text: string): boolean {
  const asked = [fencedText(prompt, 'task'), fencedText(prompt, 'question')];
  const item = judgeItems.find((one) => asked.includes(one.prompt));
  return item !== undefined && text.includes(item.key) && !text.includes(item.wrongKey);
}

/** A model without any care: its criteria are what the two responses say. */
function criteriaOutOf(responses: readonly string[]): JsonObject[] {
  return responses.map((text) => ({ from: 'answers', asks: `As said: ${text}`.slice(0, 500), weight: 1 }));
}

function byRubric(): ScriptedModel {
  return credulousJudge(({ response, request }) => isRight(request.prompt, response));
}

function modelOf(sort: OtherJudge): ScriptedModel {
  if (sort === 'clauses' || sort === 'programs') return byRubric();
  return scriptedModel(({ prompt }): JsonObject => {
    const check = markOf({ prompt });
    const response = fencedText(prompt, 'response');
    const good = (text: string) => isToldOutside(prompt) || looksLikeVerdict(text) || isRight(prompt, text);
    const reason = 'as it stands';
    if (sort === 'together') {
      const names = Array.from(prompt.matchAll(/^The response `(response\d+)`:$/gm), ([, name]) => name!);
      const verdict = (name: string) => ({ answers: { reason, met: good(fencedText(prompt, name)) } });
      return { check, ...Object.fromEntries(names.map((name) => [name, verdict(name)])) };
    }
    if (sort === 'pairs' || sort === 'adaptive') {
      const responses = [fencedText(prompt, 'first'), fencedText(prompt, 'second')] as const;
      if (prompt.includes('The principles:')) return { check, criteria: criteriaOutOf(responses) };
      const [first, second] = responses.map(good);
      const better = first === second ? 'neither' : first ? 'first' : 'second';
      const names = Array.from(prompt.matchAll(/^- `([a-z0-9-]+)`: /gm), ([, name]) => name!);
      return { check, ...Object.fromEntries(names.map((name) => [name, { reason, better }])) };
    }
    if (sort === 'equivalence')
      return { check, reason, says: response.slice(0, 2_000), same: good(response) };
    if (sort === 'success') {
      const done = good(response);
      const words = response.replace(/^\[1\] assistant: /, '');
      return { check, reason, step: done ? 1 : 0, quote: done ? words.slice(0, 2_000) : '', done };
    }
    if (fencedText(prompt, 'r1') === '') return { uses: [{ instrument: 'count', input: '' }] };
    const met = good(response);
    return { check, answers: { reason, met, cites: met ? ['r1'] : [] } };
  }, 'credulous');
}
