import type { Library } from '../../library/library.ts';
import type { ChatModel, ChatRequest } from '../../models/chat-model.ts';
import type { Template } from '../../spec/decisions.ts';
import { asRlarError } from '../../spec/errors.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { violations } from './check-decision.ts';
import { type PolicyDecision, policyAnswer } from './policy-answer.ts';
import type { PolicyAsk } from './policy-ask.ts';
import { policyQuestion } from './policy-question.ts';
import { templateOf } from './template-of.ts';

/** Questions of one request. */
const MOST_QUESTIONS = 8;

/** What came of one question: a template, or the reasons why the agent's decision was refused. */
export type Decided = { readonly ask: PolicyAsk } & (
  | { readonly template: Template }
  | { readonly refused: readonly string[] }
);

/**
 * Asks the policy agent about some kinds, several in one request. Each decision is checked by the rules that routing itself
 * keeps. What breaks them goes back once, with the reasons; what breaks them again is refused, and the rules go on deciding.
 * @param seed decides the order of the cards
 * @returns one for each question, in order
 * @throws RlarError RLAR_MODEL_…, RLAR_BUDGET_SPENT
 */
export async function decide(
  asks: readonly PolicyAsk[],
  library: Library,
  model: ChatModel,
  seed = 1,
): Promise<Decided[]> {
  const decided: Decided[] = [];
  for (let from = 0; from < asks.length; from += MOST_QUESTIONS)
    decided.push(...(await decideSome(asks.slice(from, from + MOST_QUESTIONS), library, model, seed)));
  return decided;
}

async function decideSome(
  asks: readonly PolicyAsk[],
  library: Library,
  model: ChatModel,
  seed: number,
): Promise<Decided[]> {
  const candidates = candidatesFor(asks, library, seed);
  const question = policyQuestion(asks, candidates, library);
  const request = { purpose: 'policy', ...question, temperature: 0 };
  const first = await answersOrNone(request, asks, candidates, library, model);
  const wrong = first.filter(({ problems }) => problems.length > 0);
  if (wrong.length === 0 || wrong.every(({ isUnread }) => isUnread))
    return first.map((read) => asDecided(read, candidates, library, model));
  const again = {
    ...request,
    purpose: 'policy.again',
    prompt: `${request.prompt}\n\n${complaint(wrong, asks)}`,
  };
  const second = await answersOrNone(again, asks, candidates, library, model);
  return first.map((read, at) =>
    asDecided(read.problems.length > 0 ? second[at]! : read, candidates, library, model),
  );
}

interface Read {
  readonly ask: PolicyAsk;
  readonly decision: PolicyDecision | null;
  readonly problems: readonly string[];
  /** The whole answer had no fitting shape, and the model was told so. */
  readonly isUnread?: boolean;
}

/** An answer of no fitting shape decides nothing, and stops nothing else. */
async function answersOrNone(...asked: Parameters<typeof answers>): Promise<Read[]> {
  try {
    return await answers(...asked);
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    if (code !== 'RLAR_MODEL_INVALID_OUTPUT') throw thrown;
    return asked[1].map((ask) => ({ ask, decision: null, problems: [message], isUnread: true }));
  }
}

/** @returns what was answered to each question; what was left out or answered twice is a problem */
async function answers(
  request: ChatRequest,
  asks: readonly PolicyAsk[],
  candidates: readonly Candidate[],
  library: Library,
  model: ChatModel,
): Promise<Read[]> {
  const { decisions } = await model.askStructured(request, policyAnswer);
  return asks.map((ask, at): Read => {
    const [decision, ...more] = decisions.filter(({ question }) => question === at + 1);
    if (!decision || more.length > 0)
      return { ask, decision: null, problems: ['there must be one decision for it'] };
    return { ask, decision, problems: violations(decision, ask, candidates, library) };
  });
}

function asDecided(
  { ask, decision, problems }: Read,
  candidates: readonly Candidate[],
  library: Library,
  model: ChatModel,
): Decided {
  if (!decision || problems.length > 0) return { ask, refused: problems };
  return { ask, template: templateOf(decision, ask, candidates, library, model.name) };
}

function complaint(wrong: readonly Read[], asks: readonly PolicyAsk[]): string {
  const lines = wrong.map(
    ({ ask, problems }) => `- question ${asks.indexOf(ask) + 1}: ${problems.join('; ')}`,
  );
  return `Your decisions on these questions cannot be used:\n${lines.join('\n')}\nDecide these questions again, and no others.`;
}
