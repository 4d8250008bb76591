import { databaseUrl } from '../store/database-url.ts';
import { JudgeBook } from '../store/judge-book.ts';
import { PostgresJudgeBook } from '../store/postgres/judge-book.ts';
import type { SharedBook } from '../store/shared-book.ts';
import type { ChatModel } from './chat-model.ts';
import type { Completer } from './completer.ts';
import { meteredChatModel } from './metered-chat-model.ts';
import { openCompleter } from './open-completer.ts';
import { remembered, shelfKey } from './remembered.ts';
import { type LlmSettings, llmSettings } from './settings.ts';

/** The chat model that answers a judge's questions, as its tool keeps it: how it is reached, and never its key. */
export const judgeModel = llmSettings
  .omit({ cassette: true, secondModel: true, roles: true })
  .required({ model: true });
export type JudgeModel = Readonly<ReturnType<typeof judgeModel.parse>>;

/** The judge that asks: its deployment, and the version that its answers belong to. */
export interface AskingJudge {
  readonly home: string;
  /** `id@version`. */
  readonly name: string;
}

const opened = new Map<string, Promise<Completer>>();
const books = new Map<string, JudgeBook>();
const shared = new Map<string, SharedBook>();
const withoutAnswers = new Set<string>();

/** @returns the book in a home */
function judgeBookOf(home: string): JudgeBook {
  const book = books.get(home) ?? new JudgeBook(home);
  books.set(home, book);
  return book;
}

/** @returns what the processes of a deployment share about its judges: in its home, or in the database of all replicas */
export function sharedBookOf(home: string): SharedBook {
  const url = databaseUrl(home);
  if (url === null) return judgeBookOf(home);
  const book = shared.get(url) ?? new PostgresJudgeBook(url);
  shared.set(url, book);
  return book;
}

/** Says for a deployment whether answers to judges are kept in its home. They are, unless somebody says otherwise. */
export function keepAnswersIn(home: string, keep: boolean): void {
  if (keep) withoutAnswers.delete(home);
  else withoutAnswers.add(home);
}

/**
 * Opens the model of a judge. Judges of one model share its limit on requests at once; those of one deployment share its
 * limit on requests a minute, over all processes, and keep the answers in the home. Where RLAR_LLM_CASSETTE is set, answers
 * are taken from that recording, and kept in it and not in the home. The key is RLAR_LLM_API_KEY.
 * @param judge absent for a judge that is only tried: nothing is shared, and nothing kept
 * @throws RlarError RLAR_MODEL_MISSING, RLAR_INVALID_CONFIG, RLAR_CASSETTE_INVALID
 */
export async function openJudgeModel(model: JudgeModel, judge?: AskingJudge): Promise<ChatModel> {
  const { RLAR_LLM_CASSETTE: cassette, RLAR_LLM_API_KEY: apiKey } = process.env;
  const settings: LlmSettings = { ...model, ...(cassette && { cassette }) };
  const key = JSON.stringify([settings, judge?.home]);
  const completer =
    opened.get(key) ??
    openCompleter(
      settings,
      { ...(apiKey && { apiKey }), ...(judge && paceIn(judge.home, settings)) },
      'full',
    ).catch((thrown: unknown) => {
      opened.delete(key);
      throw thrown;
    });
  opened.set(key, completer);
  const price = model.price ? { price: model.price } : {};
  if (!judge || cassette || withoutAnswers.has(judge.home)) return meteredChatModel(await completer, price);
  const book = sharedBookOf(judge.home);
  const whole = remembered(await completer, book, sourceOf(settings), judge.name);
  return meteredChatModel(whole, {
    ...price,
    onUnfit: (requests) =>
      dropped(
        book,
        requests.map((request) => shelfKey(request, sourceOf(settings), judge.name)),
      ),
  });
}

/** An answer that cannot be taken back is refused again when it is read. */
async function dropped(book: SharedBook, keys: readonly string[]): Promise<void> {
  try {
    await book.drop(keys);
  } catch {
    // It costs money, and never a reward.
  }
}

/** @returns the pace of requests that all processes of a home keep together; nothing where no limit is set */
export function paceIn(home: string, settings: LlmSettings): { pace?: () => number | Promise<number> } {
  const { requestsPerMinute: most } = settings;
  if (most === undefined) return {};
  const book = sharedBookOf(home);
  return { pace: () => book.takePlace(sourceOf(settings), most) };
}

function sourceOf({ model, baseUrl, provider }: LlmSettings): string {
  return `${model} at ${baseUrl ?? provider}`;
}
