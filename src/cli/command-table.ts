import type { Command } from 'commander';
import { table } from '../spec/table.ts';

/** In the order of the help. A command loads what it needs and no more: most of the time that a short one takes is loading. */
export const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = table({
  score: async () => (await import('./commands/score.ts')).scoreCommand,
  assign: async () => (await import('./commands/assign.ts')).assignCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  bench: async () => (await import('./commands/bench.ts')).benchCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  rescore: async () => (await import('./commands/rescore.ts')).rescoreCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  ledger: async () => (await import('./commands/ledger.ts')).ledgerCommand,
  shapes: async () => (await import('./commands/shapes.ts')).shapesCommand,
  tools: async () => (await import('./commands/tools.ts')).toolsCommand,
  library: async () => (await import('./commands/library.ts')).libraryCommand,
  admit: async () => (await import('./commands/admit.ts')).admitCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  view: async () => (await import('./commands/view.ts')).viewCommand,
  acquire: async () => (await import('./commands/acquire.ts')).acquireCommand,
  acquisitions: async () => (await import('./commands/acquisitions.ts')).acquisitionsCommand,
  models: async () => (await import('./commands/models.ts')).modelsCommand,
  judges: async () => (await import('./commands/judges.ts')).judgesCommand,
  'write-tests': async () => (await import('./commands/write-tests.ts')).writeTestsCommand,
  evolution: async () => (await import('./commands/evolution.ts')).evolutionCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
  gold: async () => (await import('./commands/gold.ts')).goldCommand,
  quickstart: async () => (await import('./commands/quickstart.ts')).quickstartCommand,
  setup: async () => (await import('./commands/setup.ts')).setupCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
});
