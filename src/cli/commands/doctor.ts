import { type Command, Option } from 'commander';
import { openLibrary } from '../../admission/open-library.ts';
import { type Config, loadConfig } from '../../config.ts';
import { type SandboxBound, sandboxBounds } from '../../sandbox/bounds.ts';
import type { KnownHealth } from '../../scoring/readiness.ts';
import { ROLES, type Role } from '../../server/roles.ts';
import { asRlarError } from '../../spec/errors.ts';
import { examineMachine } from '../doctor/examine-machine.ts';
import type { Finding } from '../doctor/finding.ts';
import { EXIT } from '../exit.ts';
import { askHealth, healthNote } from '../health-note.ts';
import { printJson, styled, table } from '../terminal.ts';

const STYLES = { held: 'green', ok: 'green', weaker: 'yellow', missing: 'red' } as const;

interface DoctorFlags {
  json?: boolean;
  config?: string;
  role?: Role;
}

function row({ name, state, detail }: SandboxBound | Finding) {
  return [name, { style: STYLES[state], text: state }, detail];
}

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('show what this machine lacks, what bounds programs on it, and which tools cannot work now')
    .addOption(
      new Option('--role <role>', 'exit with 1 where this machine cannot take that role').choices(ROLES),
    )
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: DoctorFlags) => {
      const config = await loadConfig(flags.config);
      const bounds = sandboxBounds();
      const machine = await examineMachine(config, bounds);
      const { health, finding } = await healthOfLibrary(config, machine);
      const findings = finding ? [...machine, finding] : machine;
      if (flags.json) printJson({ bounds, machine: findings, health });
      else process.stdout.write(page(bounds, findings, health));
      process.exitCode = isFit(flags.role, bounds, findings, health) ? EXIT.ok : EXIT.error;
    });
}

function page(
  bounds: readonly SandboxBound[],
  findings: readonly Finding[],
  health: readonly KnownHealth[],
): string {
  const todo = findings.filter(({ remedy }) => remedy);
  const parts = [
    table(['machine', 'state', 'what was found'], findings.map(row)),
    table(['bound on programs', 'state', 'what was found'], bounds.map(row)),
    ...(health.length > 0
      ? [
          table(
            ['tool', 'health'],
            health.map((known) => [known.tool, healthNote(known)]),
          ),
        ]
      : []),
    ...(todo.length > 0
      ? [
          `${styled('bold', 'What to do')}\n${table(
            ['', ''],
            todo.map(({ name, remedy = '' }) => [name, remedy]),
          ).trimStart()}`,
        ]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** With a role: whether this machine can take it. Else whether nothing is missing, isolation holds and each tool is well. */
function isFit(
  role: Role | undefined,
  bounds: readonly SandboxBound[],
  findings: readonly Finding[],
  health: readonly KnownHealth[],
): boolean {
  if (role) return findings.some(({ name, state }) => name === `role ${role}` && state === 'ok');
  const isolated = bounds.every(({ name, state }) => name !== 'isolation' || state === 'held');
  return isolated && findings.every(({ state }) => state !== 'missing') && health.every(({ ok }) => ok);
}

/** Where the library cannot be opened, that is one more finding, and no end of the examination. */
async function healthOfLibrary(
  config: Config,
  machine: readonly Finding[],
): Promise<{ health: KnownHealth[]; finding: Finding | null }> {
  if (machine.some(({ state }) => state === 'missing')) return { health: [], finding: null };
  try {
    const live = await openLibrary(config);
    try {
      return { health: await askHealth(live.current), finding: null };
    } finally {
      await live.close();
    }
  } catch (thrown) {
    const { message, remedy } = asRlarError(thrown);
    return { health: [], finding: { name: 'library', state: 'missing', detail: message, remedy } };
  }
}
