import type { ChatModel } from '../../models/chat-model.ts';
import { type Completer, requestKey } from '../../models/completer.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { withHomeFiles } from '../../store/open-registry.ts';
import { ACQUISITIONS } from './acquisition-files.ts';
import { type AcquiringConfig, homeOf } from './open-acquisitions.ts';
import { Trace } from './trace.ts';
import { tracedCompleter } from './traced-completer.ts';

/**
 * Works with a model whose answers are kept in `acquisitions/FILE` among the shared files of the home, so that the same question is
 * paid for once. The budget is that of one acquisition.
 * @throws RlarError RLAR_INVALID_CONFIG where there is no home, and the errors of `work`
 */
export function withKeptAnswers<Answer>(
  config: AcquiringConfig,
  completer: Completer,
  file: string,
  work: (model: ChatModel) => Promise<Answer>,
): Promise<Answer> {
  return withHomeFiles(homeOf(config), async (files) => {
    const trace = await Trace.open(files, `${ACQUISITIONS}/${file}`, config.texts === 'full');
    try {
      const { price } = config.llm;
      const model = meteredChatModel(tracedCompleter(completer, trace), {
        budget: config.acquire,
        onUnfit: (requests) => {
          void trace.append({ type: 'unfit', keys: requests.map((request) => requestKey(request)) });
        },
        ...(price && { price }),
      });
      return await work(model);
    } finally {
      await trace.close();
    }
  });
}
