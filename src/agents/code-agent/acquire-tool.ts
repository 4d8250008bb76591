import { auditCandidate } from '../../admission/audit-candidate.ts';
import type { CandidateInput } from '../../admission/candidate.ts';
import { holdingJavaScript } from '../../library/added-tools/javascript-calls.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { adjudicate } from './adjudicate.ts';
import { Authors } from './authors.ts';
import type { Candidate } from './build-candidate.ts';
import { design } from './design.ts';
import { withoutDisputed } from './disputed.ts';
import { demandWords, nearPrompts } from './near-prompts.ts';
import { otherWordings } from './other-wordings.ts';
import { openPrompts, promptParts } from './prompt-parts.ts';
import { promptsAskingNot } from './prompts-asking-not.ts';
import type { AcquisitionHooks, AcquisitionOutcome, AcquisitionRequest } from './request.ts';
import { drawSamples } from './samples.ts';
import { secondOpinion } from './second-opinion.ts';
import { trialCases } from './trial-cases.ts';
import { tryCandidates } from './try-candidates.ts';
import { failingGates, type TrialInputs } from './try-programs.ts';
import { withoutRecogniser } from './without-recogniser.ts';
import { pendingWitnesses, type WitnessJob, type WitnessPrompts } from './witnesses.ts';
import type { WritingJob } from './write-programs.ts';

/** The share of a caller's labels that may be wrong: they come with rollouts, and nobody has looked at each. */
const LABEL_NOISE = 0.1;

/**
 * One acquisition by the code agent: what is right is designed first; then candidates, witnesses and a second opinion are
 * written, none with sight of another; the gates try the candidates, the best is repaired from what it got wrong in
 * development; frozen, it is read once against the audit cases, and that report decides.
 *
 * Nothing is published here.
 * @throws RlarError RLAR_MODEL_…, RLAR_BUDGET_SPENT, RLAR_CASSETTE_MISS from the model; whatever the signal aborts with
 */
export function acquireTool(
  request: AcquisitionRequest,
  model: ChatModel,
  hooks: AcquisitionHooks,
): Promise<AcquisitionOutcome> {
  return holdingJavaScript(() => acquire(request, model, hooks));
}

async function acquire(
  request: AcquisitionRequest,
  asked: ChatModel,
  hooks: AcquisitionHooks,
): Promise<AcquisitionOutcome> {
  const authors = new Authors();
  const model = authors.listening(asked);
  const { onEvent, signal } = hooks;
  const { target, seed } = request;
  const end = (outcome: AcquisitionOutcome, reason: string): AcquisitionOutcome => {
    onEvent({ step: 'outcome', outcome: outcome.outcome, reason });
    return outcome;
  };
  const samples = drawSamples(request);
  const made = await design(request, samples, model, signal);
  const { checkable, title: summary, unchecked } = made;
  onEvent({ step: 'design', checkable, summary, unchecked });
  if (!checkable) {
    const reason = made.reason || 'the agent gave no reason';
    return end({ outcome: 'not-checkable', reason }, reason);
  }
  const witnessJob: WitnessJob = { request, samples, design: made, model, ...(signal && { signal }) };
  const pending = pendingWitnesses(witnessJob);
  const unprompted = { target, design: made, samples, model, seed, ...(signal && { signal }) };
  const opining = secondOpinion(unprompted, hooks);
  opining.catch(() => {});
  const wording =
    hooks.secondAuthor && target.what === 'constraint'
      ? otherWordings(witnessJob)
      : Promise.resolve(undefined);
  wording.catch(() => {});
  const asksNot = promptsAskingNot(made.overlaps);
  const open = target.what === 'constraint' ? openPrompts(await pending.prompts, seed) : NO_PROMPTS;
  const texts = samples.shown.map(({ prompt }) => prompt);
  const near = nearPrompts(asksNot, demandWords(target, made.title, texts), seed);
  const prompts = { asks: open.asks, asksNot: [...open.asksNot, ...near] };
  const job: WritingJob = { ...unprompted, prompts, notes: hooks.notes ?? [] };
  let written: readonly Candidate[] = [];
  const { best, given } = await tryCandidates({
    job,
    hooks,
    inputs: async (first) => {
      written = first;
      const [witnesses, second] = await Promise.all([pending.all(), opining]);
      const good = witnesses.responses.filter((witness) => witness.good).length;
      const bad = witnesses.responses.length - good;
      onEvent({ step: 'witnesses', good, bad, prompts: witnesses.asks.length + witnesses.asksNot.length });
      const all = trialCases(request, samples, made, witnesses, asksNot);
      const tools = [...first, ...(second ? [second] : [])].map(({ tool }) => tool);
      const { cases, dropped } = second
        ? await withoutDisputed(all, {
            tools,
            second: second.tool,
            adjudicate: (disputed) => adjudicate(witnessJob, disputed),
          })
        : { cases: all, dropped: [] };
      for (const entry of dropped) onEvent({ step: 'dropped', ...entry });
      const parts = promptParts(cases, prompts, seed);
      const opinion = second && { secondOpinion: second.tool };
      return { cases: cases.cases, prompts: parts, noise: LABEL_NOISE, ...opinion };
    },
  });
  const alone = () => withoutRecogniser(request, best, given, job, hooks);
  const chosen = best.report?.admitted ? best : ((await alone()) ?? best);
  const { candidate, report } = chosen;
  if (!candidate || !report?.admitted) {
    const reason = candidate
      ? refusal(report, 'development')
      : (best.counterExamples[0]?.got ?? 'no program loads');
    const kept = candidate ? { record: candidate.record, sources: candidate.sources } : {};
    return end({ outcome: 'refused', reason, evidence: report, ...kept }, reason);
  }
  let final = candidate;
  const wordings = await wording;
  let evidence = await audit(final, { ...given, wordings }, written, job, hooks);
  if (!evidence.admitted && final.tool.recogniser && scores(evidence)) {
    const other = (await alone())?.candidate;
    if (other) {
      final = other;
      evidence = await audit(final, given, written, job, hooks);
    }
  }
  evidence = { ...evidence, written: authors.written(samples.hidden.length > 0) };
  const { record, sources } = final;
  if (evidence.admitted) return end({ outcome: 'admitted', record, sources, evidence }, summary);
  const reason = refusal(evidence, 'audit');
  return end({ outcome: 'refused', reason, evidence, record, sources }, reason);
}

/**
 * Audits a frozen candidate. The other candidates that were written without sight of it say which edits near its boundary
 * are disputed. Nothing is repaired afterwards; only a recogniser that fails may then be left out.
 */
async function audit(
  { name, record, tool, fresh, program }: Candidate,
  { prompts, wordings, ...given }: TrialInputs & Pick<CandidateInput, 'wordings'>,
  written: readonly Candidate[],
  { seed }: WritingJob,
  { onEvent, signal }: AcquisitionHooks,
): Promise<EvidenceReport> {
  onEvent({ step: 'frozen', candidate: name, version: record.declaration.version });
  const others = written.filter((one) => one.name !== name).map((one) => one.fresh());
  const input: CandidateInput = {
    ...given,
    others,
    ...(tool.recogniser && { ...prompts.audit, wordings }),
    tool,
    fresh,
    program,
    seed,
    onGate: (gate) => onEvent({ step: 'gate', candidate: name, phase: 'audit', report: gate }),
    ...(signal && { signal }),
  };
  try {
    return await auditCandidate(input);
  } finally {
    await Promise.all([tool, given.secondOpinion, ...others].map((one) => one?.close?.()));
  }
}

/** Whether every gate of the scoring program was passed. */
function scores({ gates }: EvidenceReport): boolean {
  return gates.every(({ outcome, program }) => outcome !== 'failed' || program !== undefined);
}

const NO_PROMPTS: WitnessPrompts = { asks: [], asksNot: [] };

function refusal(report: EvidenceReport | null, phase: string): string {
  const failing = failingGates(report);
  return failing.length > 0 ? `failed in ${phase}: ${failing.join(', ')}` : `not admitted in ${phase}`;
}
