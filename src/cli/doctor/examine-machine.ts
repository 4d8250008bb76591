import type { Config } from '../../config.ts';
import type { SandboxBound } from '../../sandbox/bounds.ts';
import { databaseUrl } from '../../store/database-url.ts';
import type { Finding } from './finding.ts';
import { lookAtClock } from './look-at-clock.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtDisk } from './look-at-disk.ts';
import { lookAtHub } from './look-at-hub.ts';
import { lookAtOpenFiles } from './look-at-open-files.ts';
import { lookAtRoles } from './look-at-roles.ts';

/** @returns what this machine has and lacks, beside the bounds of its sandboxes; the last findings are the roles */
export async function examineMachine(config: Config, bounds: readonly SandboxBound[]): Promise<Finding[]> {
  const url = databaseUrl(config.home);
  const [database, hub] = await Promise.all([url ? lookAtDatabase(url) : null, lookAtHub(process.env)]);
  const clocks = [database?.clock, hub.clock].filter((clock) => clock != null);
  const findings = [
    ...(database ? [database.finding] : []),
    ...(config.home === null ? [] : [lookAtDisk(config.home)]),
    lookAtOpenFiles(),
    lookAtClock(clocks),
    hub.finding,
  ].filter((finding) => finding !== null);
  const roles = lookAtRoles({ config, shared: url !== null, bounds, findings });
  return [...findings, ...Object.values(roles)];
}
