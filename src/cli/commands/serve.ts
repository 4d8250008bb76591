import { type Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { sandboxBounds } from '../../sandbox/bounds.ts';
import { drain } from '../../server/drain.ts';
import { ALL_ROLES, hasAll, type Roles, readRoles } from '../../server/roles.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { effectiveConfig } from '../effective-config.ts';
import { type RunPolicyFlags, withRunPolicy } from '../run-policy-flags.ts';

interface ServeFlags extends RunPolicyFlags {
  host?: string;
  port?: number;
  role?: string;
  drain?: number;
}

export function serveCommand(program: Command): void {
  withRunPolicy(program.command('serve'))
    .description('answer trainers over HTTP')
    .option('--host <address>', 'anything but this machine needs RLAR_TOKEN')
    .option('--port <number>', '0 for any free port', parsePort)
    .option(
      '--role <roles>',
      'serve, sandbox or agents, with commas between them, where processes share RLAR_DATABASE_URL; all by default (or RLAR_ROLE)',
    )
    .option(
      '--drain <seconds>',
      'how long to answer on while /readyz says no, before stopping, so that a load balancer moves on (or RLAR_DRAIN_SECONDS)',
      parseSeconds,
    )
    .action(async (flags: ServeFlags) => {
      const roles = rolesOf(flags.role ?? process.env.RLAR_ROLE);
      const loaded = await effectiveConfig(flags);
      const config = {
        ...loaded,
        ...(flags.host && { host: flags.host }),
        ...(flags.port !== undefined && { port: flags.port }),
      };
      const logger = pino(
        { level: process.env.RLAR_LOG_LEVEL ?? 'info' },
        pino.destination({ dest: 2, sync: true }),
      );
      for (const { name, state, detail } of sandboxBounds())
        if (state !== 'held') logger.warn({ bound: name, state }, detail);
      const drainMs = 1000 * (flags.drain ?? parseSeconds(process.env.RLAR_DRAIN_SECONDS?.trim() || '0'));
      const { serve } = await import('../../server/serve.ts');
      const open = () => createRewardService(config, { programsElsewhere: !roles.has('sandbox') });
      const app = await serve(config, open, { logger, roles });
      const address = app.server.address();
      const port = typeof address === 'object' && address ? address.port : config.port;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      let stopping = false;
      const stop = (signal: string): void => {
        if (stopping) return;
        stopping = true;
        logger.info({ signal }, 'stopping: finishing what is in work');
        drain(app, drainMs)
          .then(() => app.close())
          .then(
            () => process.exit(0),
            (thrown: unknown) => {
              logger.error(thrown);
              process.exit(1);
            },
          );
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
      const url = `http://${host}:${port}`;
      process.stdout.write(
        roles.has('serve')
          ? `rlar answers on ${url} (dashboard: /, documentation: /docs), ledger: ${config.home ?? 'off'}\n`
          : `rlar works as ${[...roles].join(' and ')}, health: ${url}/readyz\n`,
      );
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('expected 0 to 65535');
  return port;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds < 0)
    throw new InvalidArgumentError('expected a number of seconds');
  return seconds;
}

/** @throws RLAR_INVALID_CONFIG where one process alone would do only a part of the work */
function rolesOf(given: string | undefined): Roles {
  const roles = given?.trim() ? readRoles(given) : ALL_ROLES;
  if (hasAll(roles) || process.env.RLAR_DATABASE_URL?.trim()) return roles;
  throw new RlarError('RLAR_INVALID_CONFIG', 'processes with one role each share a PostgreSQL', {
    remedy:
      'Set RLAR_DATABASE_URL (docs/cluster.md), or leave --role away: one process then does everything.',
  });
}
