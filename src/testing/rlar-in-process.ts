import { Command } from 'commander';
import { modelsCommand } from '../cli/commands/models.ts';
import { scoreCommand } from '../cli/commands/score.ts';
import { toolsCommand } from '../cli/commands/tools.ts';
import { tellError } from '../cli/tell-error.ts';

/** The end of a command: its exit code, and what it wrote. */
export interface CommandEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command of `rlar models`, `rlar score` or `rlar tools` in this process, as the command line does, without the start of a
 * process of its own. One at a time: output, exit code and environment belong to the whole process.
 * @param env that is set while it runs
 */
export async function rlarInProcess(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<CommandEnd> {
  const program = new Command('rlar').exitOverride();
  for (const command of [modelsCommand, scoreCommand, toolsCommand]) command(program);
  const [out, err] = [captured(process.stdout), captured(process.stderr)];
  const before = { env: { ...process.env }, code: process.exitCode };
  Object.assign(process.env, env);
  process.exitCode = undefined;
  try {
    await program.parseAsync(args, { from: 'user' }).catch(tellError);
    return { code: Number(process.exitCode ?? 0), out: out.end(), err: err.end() };
  } finally {
    out.end();
    err.end();
    for (const name of Object.keys(env)) {
      if (before.env[name] === undefined) delete process.env[name];
      else process.env[name] = before.env[name];
    }
    process.exitCode = before.code;
  }
}

/** Keeps the text that is written to a stream; bytes, by which a test runner tells of its tests, go on. */
function captured(stream: NodeJS.WriteStream): { end(): string } {
  const write = stream.write;
  let text = '';
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (typeof chunk !== 'string') return Reflect.apply(write, stream, [chunk, ...rest]);
    text += chunk;
    const told = rest.at(-1);
    if (typeof told === 'function') queueMicrotask(() => told());
    return true;
  };
  return {
    end: () => {
      stream.write = write;
      return text;
    },
  };
}
