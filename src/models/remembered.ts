import type { SharedBook } from '../store/shared-book.ts';
import { type Completer, type CompletionRequest, completion, requestKey } from './completer.ts';

/** Where answers of models are kept over the end of a process. */
export type AnswerShelf = Pick<SharedBook, 'answer' | 'keep' | 'drop'>;

/**
 * A completer that asks no question twice: an answer that is on the shelf is not paid for again. A shelf that cannot be read or written only costs its savings.
 * @param owner the judge with its version, so that another version asks anew
 */
export function remembered(inner: Completer, shelf: AnswerShelf, model: string, owner: string): Completer {
  const ask = async (key: string, request: CompletionRequest) => {
    const answer = await inner.complete(request);
    await quietly(() => shelf.keep({ key, judge: owner, body: JSON.stringify(answer) }));
    return answer;
  };
  return {
    name: inner.name,
    complete: async (request) => {
      const key = shelfKey(request, model, owner);
      const kept = await quietly(async () => {
        const body = await shelf.answer(key);
        return body === null ? null : completion.parse(JSON.parse(body));
      });
      return kept === null ? ask(key, request) : { ...kept, kept: true };
    },
  };
}

/** @returns the place of an answer on the shelf */
export function shelfKey(request: CompletionRequest, model: string, owner: string): string {
  return `${owner}/${requestKey(request, model)}`;
}

async function quietly<Value>(work: () => Value | Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
