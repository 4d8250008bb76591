import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { batchRows } from '../../intake/batch-rows.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { readFile } from '../../intake/read-file.ts';
import { checkRows } from '../../service/check-rows.ts';
import { EstimateSum } from '../../service/run-estimate.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { fileCheck } from '../../spec/views/check-report.ts';
import { clientSignal } from '../client-signal.ts';
import { count, readQuery } from '../read-query.ts';

const query = z.strictObject({
  name: z.string().max(300).default('rows.jsonl'),
  /** Of each row, for the estimate. */
  rollouts: count(1).default(8),
});
/** Bad lines that a reply names. */
const BAD = 1_000;
/** Checks at once: each holds a file on the disk. */
const MOST_CHECKS = 2;
const BYTES = 'application/octet-stream';

/**
 * `POST /v1/check`: the bytes of a file of rows, as `rlar check` reads it. Answers which rows get a reward, from what, and which
 * do not and why. Nothing is scored or recorded, and the file is deleted.
 */
export function checkRoute(app: FastifyInstance, service: RewardService): void {
  let checks = 0;
  app.register(async (routes) => {
    routes.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
    routes.post(
      '/v1/check',
      {
        schema: {
          summary: 'Which rows of a file get a reward, from what, and which do not and why',
          description: `The body is the file (JSONL, JSON, CSV, TSV or Parquet; gzipped too) as ${BYTES}; \`name\` says what it is.`,
          tags: ['rewards'],
          querystring: query,
          response: { 200: fileCheck },
        },
      },
      async (request, reply) => {
        const { name, rollouts } = readQuery(query, request.query);
        if (!(request.body instanceof Readable))
          throw new RlarError('RLAR_INVALID_REQUEST', `the request has no file: send its bytes as ${BYTES}`);
        if (checks >= MOST_CHECKS) throw new RlarError('RLAR_OVERLOADED', 'other files are being checked');
        checks += 1;
        const folder = await mkdtemp(join(tmpdir(), 'rlar-check-'));
        try {
          const gzip = /\.gz$/i.test(name) ? '.gz' : '';
          const ending = extname(gzip ? name.slice(0, -gzip.length) : name);
          const file = join(folder, `rows${/^\.\w{1,10}$/.test(ending) ? ending : ''}${gzip}`);
          await keep(request.body, file, service.config.limits.bodyBytes);
          return await check(service, file, { rollouts, signal: clientSignal(reply) });
        } catch (thrown) {
          // The rest of a body that is not read would keep the connection, and with it the end of the server.
          if (!request.body.readableEnded) reply.header('connection', 'close');
          throw withoutFolder(thrown, folder);
        } finally {
          checks -= 1;
          await rm(folder, { recursive: true, force: true });
        }
      },
    );
  });
}

async function check(
  service: RewardService,
  file: string,
  { rollouts, signal }: { readonly rollouts: number; readonly signal: AbortSignal },
) {
  const sum = new EstimateSum(service.library, rollouts);
  const { shapes, hints } = service.config;
  const notes = new IntakeNotes();
  const lines = readFile(file, { shapes, notes, needsResponse: false });
  const { bad, ...found } = await checkRows(
    batchRows(lines, { hints, merge: false }),
    (request) => {
      signal.throwIfAborted();
      return service.check(request);
    },
    (asked, said) => sum.add(asked, said),
  );
  return {
    ...found,
    bad: bad.slice(0, BAD),
    badLines: bad.length,
    shapes: Object.fromEntries(notes.shapes),
    notes: notes.lines(),
    estimate: sum.estimate,
  };
}

/** @throws RLAR_BODY_TOO_LARGE; then the rest of the body is not read */
async function keep(body: AsyncIterable<Buffer>, file: string, most: number): Promise<void> {
  const out = await open(file, 'w');
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > most)
        throw new RlarError('RLAR_BODY_TOO_LARGE', `the file has more than limits.bodyBytes, ${most} bytes`);
      await out.writeFile(chunk);
    }
  } finally {
    await out.close();
  }
}

/** A file that cannot be read is named as its user knows it, without the folder of this server. */
function withoutFolder(thrown: unknown, folder: string): unknown {
  if (!(thrown instanceof RlarError)) return thrown;
  return new RlarError(thrown.code, thrown.message.replaceAll(`${folder}/`, ''));
}
