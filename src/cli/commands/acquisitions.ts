import type { Command } from 'commander';
import { rankedNotes, readNotes, worthOfNote } from '../../agents/acquisitions/failure-notes.ts';
import { withRecordedAcquisitions } from '../../agents/acquisitions/recorded-acquisitions.ts';
import { traceRow } from '../../agents/acquisitions/trace-row.ts';
import { loadConfig } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import { withHomeFiles } from '../../store/open-registry.ts';
import { visible } from '../../text/visible.ts';
import { acquisitionPage } from '../acquisition-page.ts';
import { acquisitionsTable } from '../acquisitions-table.ts';
import { writeOutput } from '../output-file.ts';
import { requireHome } from '../require-home.ts';
import { printJson, table } from '../terminal.ts';

interface Flags {
  json?: boolean;
  full?: boolean;
  out?: string;
  exchanges?: boolean;
  config?: string;
}

export function acquisitionsCommand(program: Command): void {
  const acquisitions = program.command('acquisitions').description('what agents did to bring tools in');
  acquisitions
    .command('list', { isDefault: true })
    .description('all of them, the newest first')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: Flags) => {
      const home = requireHome(await loadConfig(flags.config));
      const states = await withRecordedAcquisitions(home, (recorded) => recorded.list());
      const text =
        states.length > 0
          ? acquisitionsTable(states)
          : 'there are no acquisitions yet; rlar acquire makes one';
      if (flags.json) printJson({ acquisitions: states });
      else process.stdout.write(`${text}\n`);
    });
  acquisitions
    .command('show')
    .argument('<id>', 'as the list says it')
    .description('the whole of one: design, rounds, gates, counter-examples, calls, cost, outcome')
    .option('--full', 'with the programs and every model exchange')
    .option('--json', 'print state and trace as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: Flags) => {
      const home = requireHome(await loadConfig(flags.config));
      const { state, trace } = await withRecordedAcquisitions(home, async (recorded) => ({
        state: await recorded.get(id),
        trace: await recorded.of(id).trace(),
      }));
      if (!state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
      if (flags.json) printJson({ ...state, trace });
      else process.stdout.write(`${acquisitionPage(state, trace, flags.full === true)}\n`);
    });
  acquisitions
    .command('notes')
    .description('what failed acquisitions taught, ranked by what later ones gained with it')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: Flags) => {
      const notes = rankedNotes(await withHomeFiles(requireHome(await loadConfig(flags.config)), readNotes));
      if (flags.json) return printJson({ notes });
      const rows = notes.map((note) => [
        worthOfNote(note).toFixed(3),
        String(note.tries),
        note.target,
        note.by,
        visible(note.text),
      ]);
      const text =
        rows.length > 0
          ? table(['gain', 'shown', 'failed at', 'by', 'note'], rows)
          : 'no acquisition has failed yet';
      process.stdout.write(`${text}\n`);
    });
  acquisitions
    .command('export')
    .description(
      'all of them as rows of a data set: request, design, candidates, gates, repairs, outcome, provenance',
    )
    .option('--out <file>', 'write JSON lines there; by default to standard output')
    .option('--exchanges', 'with every model exchange')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async ({ out, exchanges = false, config }: Flags) => {
      const home = requireHome(await loadConfig(config));
      const rows = await withRecordedAcquisitions(home, async (recorded) => {
        const made: string[] = [];
        for (const state of (await recorded.list()).reverse()) {
          const one = recorded.of(state.id);
          const parts = { state, request: await one.request(), trace: await one.trace() };
          made.push(`${JSON.stringify(traceRow(parts, exchanges))}\n`);
        }
        return made;
      });
      if (out === undefined) return void process.stdout.write(rows.join(''));
      await writeOutput(out, rows.join(''));
      printJson({ rows: rows.length, out });
    });
}
