import { type Config, loadConfig } from '../config.ts';

/** The flags of a command that change what the configuration says. */
interface ConfigFlags {
  readonly config?: string;
  readonly ignoreHints?: boolean;
  readonly allowProvisional?: boolean;
  readonly formOnly?: boolean;
  readonly bareCheckers?: boolean;
  readonly partialCredit?: boolean;
  readonly parReferences?: string;
  /** False: nothing is recorded. */
  readonly record?: boolean;
}

/**
 * The one place where flags and configuration meet: a flag takes away what the configuration allows (hints, recording) or
 * allows what it does not (provisional tools, form as the reward, checkers without their guard).
 * @throws RlarError RLAR_INVALID_CONFIG
 */
export async function effectiveConfig(flags: ConfigFlags): Promise<Config> {
  const config = await loadConfig(flags.config);
  return {
    ...config,
    hints: config.hints && !flags.ignoreHints,
    allowProvisional: config.allowProvisional || flags.allowProvisional === true,
    formOnly: config.formOnly || flags.formOnly === true,
    bareCheckers: config.bareCheckers || flags.bareCheckers === true,
    partialCredit: config.partialCredit || flags.partialCredit === true,
    record: config.record && flags.record !== false,
    ...(flags.parReferences !== undefined && { parReferences: flags.parReferences }),
  };
}
