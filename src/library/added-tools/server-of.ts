import { engineCommand, type ServingEngine } from '../../models/engine/engine-command.ts';
import { EngineServer } from '../../models/engine/engine-server.ts';
import { requireSameFiles } from '../../models/engine/same-files.ts';
import { stepTagOf } from '../../models/engine/step-tag.ts';
import type { RunServer } from '../../models/reward-models/scorer-server.ts';
import { modelFolder } from '../../models/worker/model-files.ts';
import { type WorkerRecord, workerOf } from '../../models/worker/worker-of.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';

/** An inference engine that rlar starts for a model whose files are here. */
export interface EngineRecord {
  readonly name: ServingEngine;
  /** Hash of the model's files, as `hashOfFiles` gives it. */
  readonly files: string;
  /** Program and arguments in place of the usual ones; `{folder}`, `{model}` and `{port}` are filled in. */
  readonly command?: readonly string[] | undefined;
}

/** What answers for a reward model. */
export interface AnsweredBy {
  readonly url?: string | undefined;
  readonly worker?: WorkerRecord | undefined;
  readonly engine?: EngineRecord | undefined;
}

/**
 * @param home where the files of models are
 * @returns the address of a reward model, or what runs it. Nothing is started before it is asked
 */
export function serverOf(
  home: string,
  spec: AdapterSpec,
  { url, worker, engine }: AnsweredBy,
): string | RunServer {
  if (worker) return workerOf(home, spec, worker);
  if (!engine) return url ?? '';
  const folder = modelFolder(home, spec);
  const stepTag = stepTagOf(spec, folder);
  const usual = engineCommand(engine.name, spec, { from: folder, host: '127.0.0.1', stepTag });
  const own = engine.command?.map((part) =>
    part.replaceAll('{folder}', folder).replaceAll('{model}', spec.model),
  );
  return new EngineServer(spec, {
    name: engine.name,
    command: own ?? usual,
    before: () => requireSameFiles(folder, engine.files),
  });
}
