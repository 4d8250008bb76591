import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { eraseFromLoop } from '../../evolution/loop/erasures.ts';
import { withHomeFiles, withJobs } from '../../store/open-registry.ts';
import { withLedger } from '../open-ledger.ts';

interface EraseFlags {
  query?: string;
  user?: string;
  config?: string;
}

export function ledgerEraseCommand(ledger: Command): void {
  ledger
    .command('erase')
    .description("erase one query's or one person's data: rewards, texts, and what was said of them")
    .option('--query <key>', 'the key of a query, as `rlar ledger list --json` shows it (`queryKey`)')
    .option('--user <id>', 'a person, as `user`, `user_id`, `userId` or `username` of their rows names them')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(({ query, user, config }: EraseFlags, command: Command) => {
      if ((query === undefined) === (user === undefined))
        command.error('error: say what to erase: --query or --user, one of them');
      return withLedger(config, 'free', async (store) => {
        const { rewards, queries } = await store.prune({
          ...(query !== undefined && { query }),
          ...(user !== undefined && { user }),
        });
        const { home } = await loadConfig(config);
        const isDone =
          home === null ||
          (await withHomeFiles(home, (files) =>
            withJobs(home, (jobs) => eraseFromLoop({ files, jobs }, query ?? null, store)),
          ));
        process.stdout.write(
          `erased ${rewards} rewards and ${queries} queries\n` +
            (isDone ? '' : 'The loop of evolution is at work, and forgets them within seconds.\n') +
            'Answers of judges are kept apart, without names: `rlar judges forget` erases them.\n' +
            'Samples that an agent was shown stand in the folders of acquisitions, which can be deleted.\n',
        );
      });
    });
}
