import { join } from 'node:path';
import type { ChatModel } from '../../models/chat-model.ts';
import { type Completer, requestKey } from '../../models/completer.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { type AcquiringConfig, homeOf } from './open-acquisitions.ts';
import { readTrace, Trace } from './trace.ts';
import { tracedCompleter } from './traced-completer.ts';

/**
 * Works with a model whose answers are kept in `HOME/acquisitions/FILE`, so that the same question is paid for once. The budget
 * is that of one acquisition.
 * @throws RlarError RLAR_INVALID_CONFIG where there is no home, and the errors of `work`
 */
export async function withKeptAnswers<Answer>(
  config: AcquiringConfig,
  completer: Completer,
  file: string,
  work: (model: ChatModel) => Promise<Answer>,
): Promise<Answer> {
  const folder = join(homeOf(config), 'acquisitions');
  makeFolder(folder);
  const path = join(folder, file);
  const earlier = readTrace(path);
  const trace = new Trace(path, config.texts === 'full');
  try {
    const { price } = config.llm;
    const model = meteredChatModel(tracedCompleter(completer, trace, earlier), {
      budget: config.acquire,
      onUnfit: (requests) =>
        trace.append({ type: 'unfit', keys: requests.map((request) => requestKey(request)) }),
      ...(price && { price }),
    });
    return await work(model);
  } finally {
    trace.close();
  }
}
