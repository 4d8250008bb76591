import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRlarError } from '../../spec/errors.ts';
import type { EvidenceReport, GateReport } from '../../spec/evidence.ts';
import type { Case } from '../candidate.ts';
import { admitAddedTool } from './admit-added-tool.ts';
import { type FileRecord, recordOfFile, type ToolFile } from './record-of-file.ts';
import { readSampleFile, readSamples, type SampleSettings } from './samples.ts';

/** A file with a reward function, and its samples. */
export interface AdmitFileOptions extends ToolFile {
  /** Rows as in docs/input.md, with references, labels or both. */
  readonly samples: readonly string[];
  /** The share of labels that may be wrong; 0 where it is not said. */
  readonly noise?: number;
  /** A second verifier of the same thing: a file, or the id of a tool. */
  readonly second?: string;
  /** The library in which the id of a second verifier is looked up. */
  readonly home?: string | null;
  readonly onGate?: (report: GateReport) => void;
}

/**
 * Puts a reward function through the gates and leaves nothing behind. A file in which there is none is refused at G0.
 * @throws RLAR_FILE_UNREADABLE, RLAR_SANDBOX_MISSING
 */
export async function admitFile(options: AdmitFileOptions): Promise<EvidenceReport> {
  readSampleFile(options.file);
  const files = options.samples.map((path) => ({ path, text: readSampleFile(path) }));
  const read = (settings: SampleSettings): Case[] =>
    files.flatMap(({ path, text }) => readSamples(path, text, settings));
  read({ range: [0, 1] });
  const work = await mkdtemp(join(tmpdir(), 'rlar-admit-'));
  try {
    const found = await recordOfFile(options, work).catch((thrown: unknown) =>
      refusedAtShape(options, thrown),
    );
    if ('gates' in found) return found;
    const { record, source } = found satisfies FileRecord;
    const { onGate, noise, second, home } = options;
    const more = {
      ...(onGate && { onGate }),
      ...(noise !== undefined && { noise }),
      ...(second !== undefined && { second }),
      ...(home !== undefined && { home }),
    };
    const { evidence } = await admitAddedTool(
      record,
      { program: source },
      work,
      read(record.declaration),
      more,
    );
    return evidence ?? nothingKnown(record.declaration.id, record.declaration.version);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @throws errors that are not the fault of the file */
function refusedAtShape({ file, onGate }: AdmitFileOptions, thrown: unknown): EvidenceReport {
  const error = asRlarError(thrown);
  if (error.code !== 'RLAR_INVALID_TOOL') throw error;
  const gate: GateReport = { gate: 'G0', name: 'shape', outcome: 'failed', cases: 1, reason: error.message };
  onGate?.(gate);
  return {
    tool: file,
    version: 'none',
    source: 'none',
    gates: [gate],
    labelled: [],
    admitted: false,
    provisional: false,
  };
}

function nothingKnown(tool: string, version: string): EvidenceReport {
  return { tool, version, source: version, gates: [], labelled: [], admitted: false, provisional: true };
}
