import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { jsonObject } from '../spec/json.ts';
import { makeFolder } from '../store/make-folder.ts';
import { writeWhole } from '../store/write-whole.ts';
import type { ModelRole } from './chat-model.ts';
import {
  type Completer,
  type Completion,
  type CompletionRequest,
  canonicalRequest,
  completion,
  requestKey,
} from './completer.ts';

const rolesOf = z.object({ witness: z.string().exactOptional(), secondOpinion: z.string().exactOptional() });

const header = z.object({
  /** In format 1 the key of an answer leaves the model out; in format 2 answers of several models stand side by side. */
  format: z.union([z.literal(1), z.literal(2)]),
  /** Format 2: the model that was configured when the recording was begun; the one that is replayed where none is configured. */
  model: z.string().nullable().default(null),
  /** Format 2: the models that were configured for single roles. */
  roles: rolesOf.default({}),
  /** The answerer: the name of a model, or a person. */
  answeredBy: z.string(),
  /** Material beyond the prompts that the answerer had seen. */
  seen: z.string(),
  /** `full`: the requests stand beside the answers · `hash`: only their hashes. */
  prompts: z.enum(['full', 'hash']),
});
const exchange = completion.extend({ purpose: z.string(), request: jsonObject.nullable() });

const HEADER = 'cassette.json';

interface CassetteOptions {
  readonly folder: string;
  /** Asked where the recording has no answer; null replays only. */
  readonly inner: Completer | null;
  /** The model that is configured; null where none is. */
  readonly model?: string | null;
  /** The models that are configured for single roles. */
  readonly roles?: Partial<Readonly<Record<ModelRole, string>>>;
  /** For a recording that is begun now: whether the requests are kept, or their hashes. */
  readonly prompts: 'full' | 'hash';
}

/**
 * A recording: one file an exchange, named by the hash of the model and the request, beside `cassette.json` which says who
 * answered. Where no model is configured the one that the recording was begun with answers.
 * @throws RlarError RLAR_CASSETTE_INVALID
 */
export function cassette({ folder, inner, model = null, roles = {}, prompts }: CassetteOptions): Completer {
  let head = openHeader(folder, inner !== null);
  const running = new Map<string, Promise<Completion>>();
  const record = async (key: string, request: CompletionRequest): Promise<Completion> => {
    if (!inner)
      throw new RlarError('RLAR_CASSETTE_MISS', `${folder} has no answer to “${request.purpose}” (${key})`);
    const answer = await inner.complete(request);
    head ??= beginRecording(folder, {
      format: 2,
      model,
      roles,
      answeredBy: answer.model,
      seen: 'the prompts',
      prompts,
    });
    const kept = head.prompts === 'full' ? canonicalRequest(request) : null;
    keep(join(folder, `${key}.json`), { purpose: request.purpose, ...answer, request: kept });
    return answer;
  };
  const askedOf = ({ role }: CompletionRequest): string | null => {
    const [first, named] = model === null ? [head?.model ?? null, head?.roles ?? {}] : [model, roles];
    return (role && named[role]) ?? first;
  };
  const complete = async (request: CompletionRequest): Promise<Completion> => {
    const key = requestKey(request, head?.format === 1 ? null : askedOf(request));
    const kept = readExchange(join(folder, `${key}.json`));
    if (kept) return kept;
    const asked = running.get(key) ?? record(key, request).finally(() => running.delete(key));
    running.set(key, asked);
    return asked;
  };
  return { name: inner?.name ?? head?.answeredBy ?? 'recording', complete };
}

/** @returns null where the folder is empty or missing and may be begun */
function openHeader(folder: string, mayBegin: boolean): z.infer<typeof header> | null {
  if (existsSync(join(folder, HEADER))) return parse(join(folder, HEADER), header);
  const others = existsSync(folder) ? countIn(folder) : 0;
  if (others > 0)
    throw new RlarError('RLAR_CASSETTE_INVALID', `${folder} has no ${HEADER}, and is not empty`);
  if (!mayBegin && !existsSync(folder))
    throw new RlarError('RLAR_CASSETTE_INVALID', `no such folder: ${folder}`);
  return null;
}

function countIn(folder: string): number {
  if (!statSync(folder).isDirectory())
    throw new RlarError('RLAR_CASSETTE_INVALID', `${folder} is a file, not the folder of a recording`);
  try {
    return readdirSync(folder).length;
  } catch (thrown) {
    throw new RlarError('RLAR_CASSETTE_INVALID', `${folder} cannot be read`, { cause: thrown });
  }
}

function beginRecording(folder: string, made: z.infer<typeof header>): z.infer<typeof header> {
  keep(join(folder, HEADER), made);
  return made;
}

function readExchange(path: string): Completion | null {
  if (!existsSync(path)) return null;
  return completion.parse(parse(path, exchange));
}

function parse<Shape>(path: string, shape: z.ZodType<Shape>): Shape {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    throw new RlarError('RLAR_CASSETTE_INVALID', `${path} is no part of a recording`, { cause: thrown });
  }
}

function keep(path: string, value: object): void {
  try {
    makeFolder(join(path, '..'));
    writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (thrown) {
    throw new RlarError('RLAR_CASSETTE_INVALID', `${path} cannot be written`, { cause: thrown });
  }
}
