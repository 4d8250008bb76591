import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import type { ToolFiles } from '../../library/added-tools/tool-files.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { keepRefusedTool, publishTool } from '../../library/registry/publish.ts';
import type { JudgeModel } from '../../models/judge-model.ts';
import { type ChatUsage, plusUsage } from '../../spec/chat-usage.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { detectLanguage } from '../../text/language.ts';
import { type MeasuredLimits, measuredLimits } from './judge-agreement.ts';
import { judgeScores, type KnownVerdicts, type LabelledPair, usageOf } from './judge-verdicts.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { secondByDefault } from './second-by-default.ts';
import { otherModel } from './second-judge.ts';
import type { TrajectoryPairs } from './trajectory-pairs.ts';
import { answersAtAll, type JudgeTrial, judgePairs, tryJudge } from './try-judge.ts';

/** What became of a judge that was to be added. A refused one is kept outside of the library, with its report. */
export interface JudgeAdded {
  readonly declaration: ToolDeclaration;
  readonly evidence: EvidenceReport;
  /** Limits that were set because of what the labels showed; null where none were. */
  readonly limits: MeasuredLimits | null;
  /** What the judge, and another model for a second opinion, were asked; null where nobody was. */
  readonly usage: ChatUsage | null;
}

/** Called with a judge that passed its gates in place of publishing it, where it is to be tried on live groups first. */
export type KeepJudge = (files: ToolFiles) => Promise<void>;

/** What a judge is tried on, and who else is heard. */
export interface JudgeAdding {
  readonly pairs?: readonly LabelledPair[];
  /** In place of pairs: labelled trajectories, for a judge that reads these. */
  readonly trajectories?: TrajectoryPairs;
  /** Somebody else who orders the responses of a pair: another model, another judge, or people. */
  readonly second?: JudgeTrial['second'];
  /** Another model at the same endpoint: it is asked the same where nobody is named. */
  readonly secondModel?: string | null;
  readonly keep?: KeepJudge;
}

/**
 * Tries a judge, on labelled pairs where there are some, and publishes it as a tool. Where it is at chance on long responses
 * in a language or on a kind, it is published with limits that keep it from these, and tried on the rest. It is provisional where a
 * gate had no question for it: a run must then allow it, or a row pin it. With pairs and a second opinion it can pass all.
 * Where nobody gives a second opinion, `secondByDefault` looks for somebody.
 * @throws RlarError of its model · RLAR_INVALID_TOOL where its id is taken
 */
export async function addJudge(
  place: PublishPlace,
  given: JudgeSpec,
  model: JudgeModel,
  { trajectories, pairs = trajectories?.pairs ?? [], second, secondModel = null, keep }: JudgeAdding = {},
): Promise<JudgeAdded> {
  const known: KnownVerdicts = new Map();
  const own = judgeRecord(given, model);
  const tool = toolOf(own.record, own.sources);
  const answers = (await answersAtAll(tool, pairs, known)).outcome === 'passed';
  const judged = pairs.length > 0 && answers ? await judgePairs(tool, pairs, known) : null;
  // A long trajectory is judged by its parts, so that a length is no limit of such a judge: one that is at chance there is refused.
  const limits = judged && measuredLimits(judged, trajectories === undefined);
  const spec = limits ? within(given, limits) : given;
  const { record, sources } = limits ? judgeRecord(spec, model) : own;
  const reach = { ...spec, ...(trajectories && { longest: Number.POSITIVE_INFINITY }) };
  const lost = given.kinds.filter((kind) => !spec.kinds.includes(kind));
  const kept = limits ? pairs.filter((pair) => isWithin(pair, reach, lost)) : pairs;
  const heard: KnownVerdicts = new Map();
  const other =
    secondModel === null || secondModel === model.model ? null : otherModel(spec, model, secondModel);
  const gates = await tryJudge(limits ? toolOf(record, sources) : tool, kept, {
    known,
    ...(second && { second }),
    ...(trajectories && { trajectories }),
    byDefault: (scores, tried) =>
      secondByDefault(place.home, {
        model: null,
        kinds: spec.kinds,
        pairs: tried,
        own: scores,
        ...(other && { first: { name: other.name, scores: judgeScores(other.tool, heard) } }),
        coarse: true,
      }),
  });
  const { declaration } = record;
  const failed = gates.find(({ outcome }) => outcome === 'failed');
  const evidence: EvidenceReport = {
    tool: declaration.id,
    version: declaration.version,
    source: declaration.version,
    gates,
    labelled: [],
    admitted: !failed,
    provisional: !failed && gates.some(({ outcome }) => outcome === 'not-applicable'),
  };
  const files = { record, sources, evidence };
  if (failed) await keepRefusedTool(place, files, { by: 'user', reason: failed.reason ?? failed.name });
  else if (keep) await keep(files);
  else await publishTool(place, files, { by: 'user', reason: `rlar judges add ${declaration.id}` });
  const usage = plusUsage(await usageOf(known), await usageOf(heard));
  return { declaration, evidence, limits, usage };
}

function within(spec: JudgeSpec, { longest, languages, without }: MeasuredLimits): JudgeSpec {
  return {
    ...spec,
    ...(longest !== null && { longest: Math.min(longest, spec.longest) }),
    ...(languages && { languages: [...languages] }),
    ...(without && { kinds: spec.kinds.filter((kind) => !without.includes(kind)) }),
  };
}

/** @param lost kinds that the judge does not serve any more */
function isWithin(
  { prompt, chosen, rejected, kind }: PreferencePair,
  { longest, languages }: Pick<JudgeSpec, 'longest' | 'languages'>,
  lost: readonly string[],
): boolean {
  const language = detectLanguage(prompt)?.language.slice(0, 2) ?? '';
  const isRead = !languages || languages.includes(language);
  return Math.max(chosen.length, rejected.length) <= longest && isRead && !lost.includes(kind ?? '');
}
