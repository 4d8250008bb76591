import type { ChatModel } from '../../models/chat-model.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import { failed, type Verdict } from '../../spec/verdict.ts';
import type { Asking } from './ask-votes.ts';

/** How a judge reaches its model. */
export type OpenModel = () => Promise<ChatModel>;

/**
 * Runs work that asks a model, and counts what it asks.
 * @param work gets how to ask; what it returns gets the name of the model and the number of questions as evidence
 * @returns one verdict, or several; where the model's answers are none, one `failed` verdict: what keeps a judge from a
 * verdict is its own fault, and never the response's
 */
export async function askedJudge<Made extends Verdict | readonly Verdict[]>(
  open: OpenModel,
  how: Pick<Asking, 'votes' | 'signal'>,
  work: (asking: Asking, evidence: () => JsonObject) => Promise<Made>,
): Promise<Made | Verdict> {
  let calls = 0;
  let name: string | null = null;
  const evidence = (): JsonObject => ({ ...(name !== null && { model: name }), calls });
  try {
    const model = await open();
    name = model.name;
    const onAsk = (): void => {
      calls += 1;
    };
    return await work({ ...how, model, onAsk }, evidence);
  } catch (thrown) {
    if (!(thrown instanceof RlarError)) throw thrown;
    return { ...failed(thrown.code, thrown.message, 'system'), evidence: evidence() };
  }
}
