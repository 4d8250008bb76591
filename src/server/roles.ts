import { RlarError } from '../spec/errors.ts';

/**
 * What a process of a deployment does. `serve`: answers trainers over HTTP · `sandbox`: runs programs · `agents`: works on
 * acquisitions, and runs the loop of evolution.
 */
export const ROLES = ['serve', 'sandbox', 'agents'] as const;
export type Role = (typeof ROLES)[number];
export type Roles = ReadonlySet<Role>;

/** A process that does everything, as on one machine. */
export const ALL_ROLES: Roles = new Set(ROLES);

/** @param given roles with commas between them, or `all` @throws RLAR_INVALID_CONFIG */
export function readRoles(given: string): Roles {
  const names = given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw unknownRole(given);
  return new Set(names.flatMap((name) => (name === 'all' ? ROLES : [roleOf(name)])));
}

export function hasAll(roles: Roles): boolean {
  return ROLES.every((role) => roles.has(role));
}

function roleOf(name: string): Role {
  const role = ROLES.find((known) => known === name);
  if (role === undefined) throw unknownRole(name);
  return role;
}

function unknownRole(given: string): RlarError {
  return new RlarError('RLAR_INVALID_CONFIG', `no role ${JSON.stringify(given)}`, {
    remedy: `--role and RLAR_ROLE take ${ROLES.join(', ')} with commas between them, or all.`,
  });
}
