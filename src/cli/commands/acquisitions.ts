import type { Command } from 'commander';
import { AcquisitionFolder } from '../../agents/acquisitions/acquisition-folder.ts';
import { rankedNotes, readNotes, worthOfNote } from '../../agents/acquisitions/failure-notes.ts';
import { listAcquisitions, readAcquisition } from '../../agents/acquisitions/read-acquisitions.ts';
import { readTrace } from '../../agents/acquisitions/trace.ts';
import { traceRow } from '../../agents/acquisitions/trace-row.ts';
import { loadConfig } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import { withJobs } from '../../store/open-registry.ts';
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
      const states = await withJobs(home, (jobs) => listAcquisitions(home, jobs));
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
      const state = await withJobs(home, (jobs) => readAcquisition(home, id, jobs));
      if (!state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
      const trace = readTrace(new AcquisitionFolder(home, id).trace);
      if (flags.json) printJson({ ...state, trace });
      else process.stdout.write(`${acquisitionPage(state, trace, flags.full === true)}\n`);
    });
  acquisitions
    .command('notes')
    .description('what failed acquisitions taught, ranked by what later ones gained with it')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: Flags) => {
      const notes = rankedNotes(readNotes(requireHome(await loadConfig(flags.config))));
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
      const states = await withJobs(home, (jobs) => listAcquisitions(home, jobs));
      const rows = states.toReversed().map((state) => {
        const folder = new AcquisitionFolder(home, state.id);
        const parts = { state, request: folder.request(), trace: readTrace(folder.trace) };
        return `${JSON.stringify(traceRow(parts, exchanges))}\n`;
      });
      if (out === undefined) return void process.stdout.write(rows.join(''));
      await writeOutput(out, rows.join(''));
      printJson({ rows: rows.length, out });
    });
}
