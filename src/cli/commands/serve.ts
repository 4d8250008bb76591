import { type Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { sandboxBounds } from '../../sandbox/bounds.ts';
import { createRewardService } from '../../service.ts';
import { effectiveConfig } from '../effective-config.ts';
import { type RunPolicyFlags, withRunPolicy } from '../run-policy-flags.ts';

interface ServeFlags extends RunPolicyFlags {
  host?: string;
  port?: number;
}

export function serveCommand(program: Command): void {
  withRunPolicy(program.command('serve'))
    .description('answer trainers over HTTP')
    .option('--host <address>', 'anything but this machine needs RLAR_TOKEN')
    .option('--port <number>', '0 for any free port', parsePort)
    .action(async (flags: ServeFlags) => {
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
      const { serve } = await import('../../server/serve.ts');
      const app = await serve(config, () => createRewardService(config), logger);
      const address = app.server.address();
      const port = typeof address === 'object' && address ? address.port : config.port;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      let stopping = false;
      const stop = (signal: string): void => {
        if (stopping) return;
        stopping = true;
        logger.info({ signal }, 'stopping: finishing what is in work');
        app.close().then(
          () => process.exit(0),
          (thrown: unknown) => {
            logger.error(thrown);
            process.exit(1);
          },
        );
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
      process.stdout.write(
        `rlar answers on http://${host}:${port} (dashboard: /, documentation: /docs), ledger: ${config.home ?? 'off'}\n`,
      );
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('expected 0 to 65535');
  return port;
}
