import { readFileSync } from 'node:fs';
import { choiceSettings, type Demand, demandSchema } from '../agents/web-agent/demand.ts';
import { thisMachine } from '../agents/web-agent/this-machine.ts';
import { RlarError } from '../spec/errors.ts';
import { parseOrThrow } from '../spec/parse-or-throw.ts';
import { UsageError } from './usage-error.ts';

export interface DemandFlags {
  kind: string;
  language: string;
  reference: 'yes' | 'no';
  carries?: string;
  machine?: string;
  settings?: string;
  allowCode?: readonly string[];
}

export const ALLOW_CODE = [
  '--allow-code <commit...>',
  'models whose own Python may run, as owner/name@SHA with the whole commit; in vLLM or SGLang, or at your address',
] as const;

/**
 * Reads what a model is wanted for from the flags and their files.
 * @throws RlarError RLAR_INVALID_CONFIG naming the flag's file and the field
 */
export function readDemand(flags: DemandFlags): Demand {
  const named = (flags.carries ?? '').split(',').map((word) => word.trim());
  const carries = new Set(named.filter((word) => word !== ''));
  if (flags.reference === 'yes') carries.add('reference');
  // A kind that is called after its steps asks for a score of each.
  if (/(?:^|[\s._-])(?:steps?|process|prm)(?:[\s._-]|$)/i.test(flags.kind)) carries.add('steps');
  const { kind, language } = flags;
  const machine = flags.machine ? readJson(flags.machine) : thisMachine();
  const settings = flags.settings ? readJson(flags.settings) : {};
  const demand = parseOrThrow(
    demandSchema,
    { kind, language, carries: [...carries], machine, settings },
    { code: 'RLAR_INVALID_CONFIG', whole: 'demand' },
  );
  const customCode = [...demand.settings.customCode, ...readAllowCode(flags.allowCode)];
  return { ...demand, settings: { ...demand.settings, customCode } };
}

/** @throws RlarError RLAR_INVALID_CONFIG where one names no whole commit */
export function readAllowCode(commits: readonly string[] = []): string[] {
  const { customCode } = choiceSettings.shape;
  for (const commit of commits)
    if (!customCode.safeParse([commit]).success)
      throw new UsageError(
        'RLAR_INVALID_CONFIG',
        `--allow-code ${commit}: expected owner/name@SHA with the whole commit`,
        {
          remedy: 'Name the commit by all 40 digits; the page of the model on its hub has them.',
        },
      );
  return parseOrThrow(customCode, commits, { code: 'RLAR_INVALID_CONFIG', prefix: '--allow-code ' });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new RlarError('RLAR_INVALID_CONFIG', `${path}: ${(cause as Error).message}`, {
      remedy: 'Give a JSON object; docs/reward-models.md has its fields.',
    });
  }
}
