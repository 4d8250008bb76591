import { type Command, InvalidArgumentError } from 'commander';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { sandboxBounds } from '../../sandbox/bounds.ts';
import { drain } from '../../server/drain.ts';
import { ALL_ROLES, hasAll, type Roles, readRoles } from '../../server/roles.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { waitForDatabase } from '../../store/wait-for-database.ts';
import { effectiveConfig } from '../effective-config.ts';
import { type RunPolicyFlags, withRunPolicy } from '../run-policy-flags.ts';

interface ServeFlags extends RunPolicyFlags {
  host?: string;
  port?: number;
  role?: string;
  drain?: number;
}

/** Seconds for which a process that starts waits for a database that does not answer yet. */
const DATABASE_WAIT = 60;

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
      const drainMs = 1000 * (flags.drain ?? secondsOf('RLAR_DRAIN_SECONDS', 0));
      const seconds = secondsOf('RLAR_DATABASE_WAIT_SECONDS', DATABASE_WAIT);
      const { serve } = await import('../../server/serve.ts');
      const open = async () => {
        await waitForDatabase(config.home, { seconds, tell: (line) => logger.warn(line) });
        return createRewardService(config, { programsElsewhere: !roles.has('sandbox') });
      };
      let app: FastifyInstance | null = null;
      let stopping = false;
      const stop = (signal: string): void => {
        if (stopping) return;
        stopping = true;
        const opened = app;
        if (!opened) {
          logger.info({ signal }, 'stopping: nothing is in work yet');
          process.exit(0);
        }
        logger.info({ signal }, 'stopping: finishing what is in work');
        drain(opened, drainMs)
          .then(() => opened.close())
          .then(
            () => process.exit(0),
            (thrown: unknown) => {
              logger.error(thrown);
              process.exit(1);
            },
          );
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
      app = await serve(config, open, { logger, roles });
      const address = app.server.address();
      const port = typeof address === 'object' && address ? address.port : config.port;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
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

/** @returns a number of seconds of the environment. @throws RLAR_INVALID_CONFIG */
function secondsOf(name: string, otherwise: number): number {
  const given = process.env[name]?.trim();
  if (!given) return otherwise;
  const seconds = Number(given);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new RlarError('RLAR_INVALID_CONFIG', `${name} is no number of seconds: ${JSON.stringify(given)}`);
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
