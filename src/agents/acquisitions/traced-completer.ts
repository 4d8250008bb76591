import type { Completer, Completion, CompletionRequest } from '../../models/completer.ts';
import { canonicalRequest, requestKey } from '../../models/completer.ts';
import type { Trace } from './trace.ts';

/**
 * Answers questions of an earlier attempt from the trace. All other questions go to `inner`, and their answers are added to
 * the trace.
 * @param onPaid called with every answer of `inner`
 */
export function tracedCompleter(
  inner: Completer,
  trace: Trace,
  onPaid: (answer: Completion) => void = () => {},
): Completer {
  const known = new Map<string, Completion>();
  for (const line of trace.earlier) {
    if (line.type === 'exchange') known.set(line.key, line);
    else if (line.type === 'unfit') for (const key of line.keys) known.delete(key);
  }
  const running = new Map<string, Promise<Completion>>();
  const ask = async (key: string, request: CompletionRequest): Promise<Completion> => {
    await trace.kept();
    const start = Date.now();
    const { text, inputTokens, outputTokens, model } = await inner.complete(request);
    const answer = { text, inputTokens, outputTokens, model };
    known.set(key, answer);
    await trace.append({
      type: 'exchange',
      ms: Date.now() - start,
      key,
      purpose: request.purpose,
      ...answer,
      request: trace.keepTexts ? canonicalRequest(request) : null,
    });
    onPaid(answer);
    return answer;
  };
  const complete = async (request: CompletionRequest): Promise<Completion> => {
    const key = requestKey(request);
    const there = known.get(key) ?? running.get(key);
    if (there) return there;
    const asked = ask(key, request).finally(() => running.delete(key));
    running.set(key, asked);
    return asked;
  };
  return { name: inner.name, complete };
}
