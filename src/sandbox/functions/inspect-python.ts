import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { FrameBounds } from '../frames.ts';
import { FunctionProcess } from './function-process.ts';
import { type FunctionSettings, type PythonFunction, pythonFunction } from './function-spec.ts';

const INSPECTION_MS = 10_000;
const BOUNDS: FrameBounds = { bytes: 512 * 1024, depth: 6, values: 20_000 };
const inspection = z.union([z.object({ found: pythonFunction }), z.object({ problem: z.string() })]);

/**
 * Finds the reward function in a Python file by reading its syntax tree, in a sandbox (own code: outside, where there is
 * none). Nothing of it is run.
 * @param name of the function, where the file holds several
 * @throws RLAR_INVALID_TOOL with the reason · RLAR_SANDBOX_MISSING
 */
export async function inspectPython(
  source: string,
  name?: string,
  trust: FunctionSettings['trust'] = 'sandbox',
): Promise<PythonFunction> {
  const process = FunctionProcess.start({
    source: '',
    environment: null,
    memoryBytes: 256 * 1024 * 1024,
    trust,
    grants: [],
  });
  try {
    const received = await process.ask(
      { inspect: source, ...(name && { function: name }) },
      INSPECTION_MS,
      BOUNDS,
    );
    const parsed = inspection.safeParse(received.state === 'frame' ? received.value : null);
    if (!parsed.success) throw new RlarError('RLAR_INVALID_TOOL', 'the file cannot be read as Python');
    if ('problem' in parsed.data) throw new RlarError('RLAR_INVALID_TOOL', parsed.data.problem);
    return parsed.data.found;
  } finally {
    process.kill();
  }
}
