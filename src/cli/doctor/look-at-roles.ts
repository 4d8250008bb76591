import type { Config } from '../../config.ts';
import type { SandboxBound } from '../../sandbox/bounds.ts';
import type { Role } from '../../server/roles.ts';
import type { Finding } from './finding.ts';

interface Found {
  readonly config: Pick<Config, 'home' | 'llm'>;
  /** Whether a database is named; without one all roles are one process. */
  readonly shared: boolean;
  readonly bounds: readonly SandboxBound[];
  readonly findings: readonly Finding[];
}

/** @returns what this machine can do of a deployment, role by role, and what keeps it from the others */
export function lookAtRoles({ config, shared, bounds, findings }: Found): Record<Role, Finding> {
  const store = findings.find(
    ({ name, state }) => state === 'missing' && (name === 'database' || name === 'home'),
  );
  const isolated = bounds.some(({ name, state }) => name === 'isolation' && state === 'held');
  const alone = shared ? '' : ', in the one process that has all roles (RLAR_DATABASE_URL is not set)';
  const finding = (role: Role, lacks: Pick<Finding, 'state' | 'detail' | 'remedy'> | null): Finding =>
    store
      ? { name: `role ${role}`, state: 'missing', detail: `not without the ${store.name}, see there` }
      : { name: `role ${role}`, ...(lacks ?? { state: 'ok', detail: `ready${alone}` }) };
  return {
    serve: finding('serve', null),
    sandbox: finding(
      'sandbox',
      isolated
        ? null
        : {
            state: 'weaker',
            detail:
              'programs cannot be run here: their rewards are `failed`, and acquired verifiers do not work',
            remedy: 'Run `rlar setup`; in a container see "What the sandbox needs" in docs/operations.md.',
          },
    ),
    agents: finding(
      'agents',
      config.llm.model || config.llm.cassette
        ? null
        : {
            state: 'weaker',
            detail:
              'no language model is named: nothing can be acquired, and nobody decides for unknown kinds',
            remedy: 'Set RLAR_LLM_BASE_URL and RLAR_LLM_MODEL (docs/acquire.md).',
          },
    ),
  };
}
