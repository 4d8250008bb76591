import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { type AddedTool, versionFolder } from '../../library/added-tools/record.ts';
import { type ToolFiles, workFolder } from '../../library/added-tools/tool-files.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { publishTool } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import { admitAddedTool, type Trial } from './admit-added-tool.ts';
import { recordOfFile, type ToolFile } from './record-of-file.ts';
import { generateSamples, readSampleFile, readSamples } from './samples.ts';

/** A reward function, its samples, and the library to add it to. */
export interface AddToolOptions extends ToolFile, PublishPlace {
  /** Rows as in docs/input.md. */
  readonly samples?: string;
  /** The share of labels that may be wrong; 0 where it is not said. */
  readonly noise?: number;
  /** Called in place of publishing, for a tool that is to be tried first. */
  readonly keep?: (files: ToolFiles) => Promise<void>;
  /** A second verifier of the same thing: a file, or the id of a tool. */
  readonly second?: string;
  /** Publishes a function that its gates refused, too: it can be pinned, and is never routed to. */
  readonly keepRefused?: boolean;
}

export interface AddedReport {
  readonly record: AddedTool;
  /** One sentence that describes the function in the file. */
  readonly found: string;
  readonly trial: Trial;
  /** Where it is; null where its gates refused it, so that it was not published. */
  readonly folder: string | null;
}

/**
 * Takes a reward function that somebody already has: finds its shape without running it, tries it on samples, and puts
 * it, unless its gates refuse it, into `HOME/tools/ID/VERSION` with its card and its evidence, and publishes it. The same id again is another version of it,
 * which takes its place.
 * @throws RLAR_INVALID_TOOL, RLAR_FILE_UNREADABLE, RLAR_SANDBOX_MISSING
 */
export async function addTool(options: AddToolOptions): Promise<AddedReport> {
  const work = workFolder(options.home);
  try {
    const { record, source, found } = await recordOfFile(options, work);
    const text = options.samples ? readSampleFile(options.samples) : null;
    const samples = text ? readSamples(options.samples ?? '', text, record.declaration) : generateSamples();
    const more = {
      home: options.home,
      ...(options.noise !== undefined && { noise: options.noise }),
      ...(options.second !== undefined && { second: options.second }),
    };
    const trial = await admitAddedTool(record, { program: source }, work, samples, more);
    requireSense(record, trial, text !== null || options.keep !== undefined);
    if (trial.evidence?.admitted === false && !options.keepRefused)
      return { record, found, trial, folder: null };
    const files = { record, sources: { program: source }, evidence: trial.evidence, folder: work };
    const reason = `rlar tools add ${basename(options.file)}`;
    const {
      keep = async (tool: ToolFiles): Promise<void> => {
        await publishTool(options, tool, { by: 'user', reason });
      },
    } = options;
    await keep({ ...files, ...(text !== null && { samples: text }) });
    const folder = versionFolder(options.home, record.declaration.id, record.declaration.version);
    return { record, found, trial, folder };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param strict whether a failure on every sample refuses it: with samples of its own, and where it is to be tried on a run
 * @throws RLAR_INVALID_TOOL where the samples show that it cannot work as it is
 */
function requireSense(record: AddedTool, trial: Trial, strict: boolean): void {
  const failures = trial.verdicts.flatMap(({ verdict }) =>
    verdict.status === 'failed' ? [verdict.error] : [],
  );
  const first = failures[0];
  if (!first) return;
  if (first.boundary === 'sandbox') throw new RlarError(first.code, first.message);
  const outside = failures.find((error) => error.message.includes('outside its range'));
  if (outside)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${outside.message}; say what it returns with --range MIN,MAX (higher is better)`,
    );
  const unloaded = failures.find((error) => error.message.includes('does not load'));
  if (unloaded)
    throw new RlarError('RLAR_INVALID_TOOL', `${unloaded.message}; packages come with --requirements FILE`);
  const all = failedOnAll(record, trial);
  if (all !== null && strict) throw new RlarError('RLAR_INVALID_TOOL', all);
}

/** @returns advice for a function that failed on every sample; null where it answered at least one */
export function failedOnAll({ declaration, run }: AddedTool, { verdicts }: Trial): string | null {
  const [first] = verdicts;
  if (first?.verdict.status !== 'failed' || verdicts.some(({ verdict }) => verdict.status !== 'failed'))
    return null;
  const own =
    run.language === 'python' && run.trust === 'sandbox'
      ? '; code of your own that needs the network or files: --trust own --allow net=HOST:PORT or read=PATH'
      : '';
  const { message } = first.verdict.error;
  return `${declaration.id} failed on every sample: ${message}; --samples FILE shows it what it is for${own}`;
}
