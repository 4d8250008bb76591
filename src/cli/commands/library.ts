import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../../config.ts';
import { findSnapshot } from '../../library/registry/find-snapshot.ts';
import { nextEntry } from '../../library/registry/next-entry.ts';
import { withRegistry } from '../../library/registry/open-registry.ts';
import { rollBack } from '../../library/registry/roll-back.ts';
import { type SnapshotDifference, snapshotDiff } from '../../library/snapshot-diff.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { openStore } from '../../store/open-store.ts';
import type { LogEntry } from '../../store/registry.ts';
import { type LibraryPlace, openPlace } from '../library-place.ts';
import { printJson, table } from '../terminal.ts';

interface LibraryFlags {
  json?: boolean;
  config?: string;
  reason?: string;
  fromStep?: number;
}
const CONFIG = ['--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml'] as const;
const JSON_FLAG = ['--json', 'print as JSON'] as const;

export function libraryCommand(program: Command): void {
  const library = program.command('library').description('the library’s snapshots: what was published when');
  const command = (name: string, description: string) =>
    library
      .command(name)
      .description(description)
      .option(...JSON_FLAG)
      .option(...CONFIG);
  command('log', 'everything that was done to the library, the newest first').action((flags: LibraryFlags) =>
    inPlace(flags, async (place) => {
      const entries = await withRegistry(place, (registry) => registry.entries());
      print(flags, entries, () => logTable(entries, place.live.current.snapshot));
    }),
  );
  command('show', 'the tools of a snapshot, or of the library as it is')
    .argument('[snapshot]', 'its id, or the number of an entry of the log')
    .action((name: string | undefined, flags: LibraryFlags) =>
      inPlace(flags, async (place) => {
        const { id, cards, decisions } = await snapshotOf(place, name);
        print(
          flags,
          { snapshot: id, tools: cards, decisions },
          () => `${cardTable(cards)}\n\nsnapshot ${id}`,
        );
      }),
    );
  command('diff', 'what is different in the second of two snapshots')
    .argument('<before>', 'id of a snapshot, or number of an entry')
    .argument('[after]', 'the library as it is where nothing is said')
    .action((before: string, after: string | undefined, flags: LibraryFlags) =>
      inPlace(flags, async (place) => {
        const [left, right] = [await snapshotOf(place, before), await snapshotOf(place, after)];
        const differences = snapshotDiff(left, right);
        print(flags, { before: left.id, after: right.id, differences }, () => diffTable(differences));
      }),
    );
  command('pin', 'give a run the tools of a snapshot, whatever is published later')
    .argument('<run>')
    .argument('<snapshot>', 'its id, or the number of an entry of the log')
    .option('--from-step <number>', 'from this step of the run on; what it has by default', parseStep)
    .action((run: string, name: string, flags: LibraryFlags) =>
      inPlace(
        flags,
        async (place) => {
          const { fromStep } = flags;
          const { id } = await pinRun(place, run, name, fromStep);
          const from = fromStep === undefined ? '' : ` from step ${fromStep} on`;
          print(
            flags,
            { run, snapshot: id, ...(fromStep !== undefined && { fromStep }) },
            () => `run ${run} is pinned to ${id}${from}`,
          );
        },
        true,
      ),
    );
  command('rollback', 'publish again what was published before')
    .argument('[to]', 'id of a snapshot, or number of an entry; what was before the last change by default')
    .option('--reason <text>', 'kept in the log')
    .action((to: string | undefined, flags: LibraryFlags) =>
      inPlace(
        flags,
        async (place) => {
          const target = to !== undefined && /^\d+$/.test(to) ? Number(to) : to;
          const actor = { by: 'user', ...(flags.reason !== undefined && { reason: flags.reason }) };
          const entry = await rollBack(place, target, actor);
          print(flags, entry, () => (entry ? described(entry) : 'nothing changes'));
        },
        true,
      ),
    );
}

const snapshotOf = ({ home, live }: LibraryPlace, name?: string) =>
  findSnapshot({ home, current: live.current }, name);

async function inPlace(
  { config }: LibraryFlags,
  use: (place: LibraryPlace) => Promise<void>,
  publishes = false,
): Promise<void> {
  const place = await openPlace(await loadConfig(config), publishes);
  try {
    await use(place);
  } finally {
    await place.live.close();
  }
}

/** What the run has been assigned already stays; a service that runs takes the pin up within a second. */
async function pinRun(
  place: LibraryPlace,
  run: string,
  name: string,
  fromStep: number | undefined,
): Promise<{ readonly id: string }> {
  const { id, ...content } = await snapshotOf(place, name);
  await withRegistry(place, async (registry) => {
    await registry.addSnapshot(id, content);
    const store = await openStore({ home: place.home });
    try {
      await store.pinRun(run, id, fromStep);
    } finally {
      await store.close();
    }
    const reason = `run ${run} to ${id}${fromStep === undefined ? '' : ` from step ${fromStep}`}`;
    const entry = { action: 'pin', by: 'user', reason } as const;
    await registry.append((head) => nextEntry(head, entry, (published) => published));
  });
  return { id };
}

function parseStep(text: string): number {
  const step = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(step) || step < 0)
    throw new InvalidArgumentError('expected a whole number from 0');
  return step;
}

function print(flags: LibraryFlags, value: unknown, text: () => string): void {
  if (flags.json) printJson(value);
  else process.stdout.write(`${text()}\n`);
}

function described(entry: LogEntry): string {
  return `${entry.action} ${entry.reason}; the library is ${entry.snapshot}\n${changesOf(entry)}`.trim();
}

function changesOf({ changes }: LogEntry): string {
  return changes.map(({ id, from, to }) => arrow(id, from, to)).join(', ');
}

function arrow(id: string, from: string | null, to: string | null): string {
  if (from === null) return `+ ${id}@${to}`;
  if (to === null) return `- ${id}@${from}`;
  return from === to ? `${id}@${to} tested again` : `${id} ${from} → ${to}`;
}

function logTable(entries: readonly LogEntry[], current: string): string {
  if (entries.length === 0) return `nothing was published yet; the library is ${current}`;
  const rows = entries.map((entry) => [
    String(entry.seq),
    new Date(entry.at).toISOString().slice(0, 19).replace('T', ' '),
    entry.snapshot,
    entry.action,
    changesOf(entry),
    entry.by,
    entry.reason,
  ]);
  const heads = ['entry', 'time (UTC)', 'snapshot', 'action', 'changes', 'by', 'reason'];
  return `${table(heads, rows)}\n\nthe library is ${current}`;
}

function cardTable(cards: readonly ToolCard[]): string {
  const rows = cards.map((card) => {
    const { evidence } = card;
    const state = !evidence ? 'none' : !evidence.admitted ? 'refused' : 'admitted';
    const serves = card.constraint ?? card.kinds.join(' ');
    return [
      card.id,
      card.version,
      card.provenance.origin,
      serves,
      evidence?.provisional ? `${state}, provisional` : state,
    ];
  });
  return table(['tool', 'version', 'origin', 'serves', 'evidence'], rows);
}

function diffTable(differences: readonly SnapshotDifference[]): string {
  if (differences.length === 0) return 'no difference';
  const rows = differences.map(({ id, what, from, to }) => [id, what, from ?? '', to ?? '']);
  return table(['tool', 'what', 'before', 'after'], rows);
}
