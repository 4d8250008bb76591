import type { Command } from 'commander';
import { openLibrary } from '../../admission/open-library.ts';
import { loadConfig } from '../../config.ts';
import { type RefusedTool, refusedTools } from '../../library/added-tools/refused-tools.ts';
import type { KnownHealth } from '../../scoring/readiness.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { askHealth, healthNote } from '../health-note.ts';
import { refusedTable } from '../refused-table.ts';
import { type Cell, printJson, table } from '../terminal.ts';
import { toolPage } from '../tool-page.ts';
import { toolsAddCommand } from './tools-add.ts';
import { toolsRemoveCommand } from './tools-remove.ts';
import { toolsTestCommand } from './tools-test.ts';

const GATES =
  'G0 shape · G1 run · G2 determinism · G3 endpoints · G4 discrimination · G5 mutation · G6 hacks · G7 second opinion · G8 signal: docs/admission.md';

interface ToolsFlags {
  json?: boolean;
  refused?: boolean;
  config?: string;
}

export function toolsCommand(program: Command): void {
  const tools = program.command('tools').description('the tools of the library');
  tools
    .command('list')
    .description('all tools with their evidence')
    .option('--refused', 'those that did not pass their gates and are kept aside, with the reason')
    .option('--json', 'print the cards as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: ToolsFlags) => {
      const { snapshot, cards, refused, health } = await readCards(flags.config);
      if (flags.refused) {
        if (flags.json) return printJson({ snapshot, refused });
        return void process.stdout.write(`${refusedTable(refused)}\n`);
      }
      if (flags.json) return printJson({ snapshot, tools: cards, health });
      const rows = cards.map((card) => [
        card.id,
        card.type,
        card.kinds.join(' ') || '(pinned only)',
        card.needs.join(' '),
        evidenceNote(card),
        healthNote(health.find(({ tool }) => tool === card.id)),
      ]);
      process.stdout.write(
        `${table(['tool', 'type', 'kinds', 'needs', 'evidence', 'health'], rows)}\n\n${GATES}\nsnapshot (this state of the library): ${snapshot}\n`,
      );
    });
  tools
    .command('show')
    .argument('<id>', 'its id; ID@VERSION of a refused one')
    .description('one tool: its card and what it was tested on')
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: ToolsFlags) => {
      const { cards, refused, health } = await readCards(flags.config);
      const aside = refused.find(({ card }) => card.id === id || `${card.id}@${card.version}` === id);
      const card = cards.find((entry) => entry.id === id) ?? aside?.card;
      if (!card)
        throw new RlarError(
          'RLAR_NOT_FOUND',
          `no tool ${id}; there are ${cards.map((entry) => entry.id).join(', ')}`,
        );
      if (flags.json) printJson(card);
      else {
        const known = health.find(({ tool }) => tool === card.id);
        process.stdout.write(`${toolPage(card, known)}\n`);
      }
    });
  toolsAddCommand(tools);
  toolsTestCommand(tools);
  toolsRemoveCommand(tools);
}

interface Cards {
  readonly snapshot: string;
  readonly cards: readonly ToolCard[];
  readonly refused: readonly RefusedTool[];
  readonly health: readonly KnownHealth[];
}

async function readCards(file: string | undefined): Promise<Cards> {
  const config = await loadConfig(file);
  const live = await openLibrary(config);
  const { current } = live;
  const health = await askHealth(current).finally(() => live.close());
  const refused = config.home === null ? [] : refusedTools(config.home);
  return { snapshot: current.snapshot, cards: current.cards(), refused, health };
}

function evidenceNote(card: ToolCard): Cell {
  if (!card.evidence) return { style: 'yellow', text: 'none: pinned only' };
  const { gates } = card.evidence;
  const of = (outcome: string) => gates.filter((gate) => gate.outcome === outcome).map(({ gate }) => gate);
  if (!card.evidence.admitted) return { style: 'red', text: `refused at ${of('failed').join(' ')}` };
  const missing = of('not-applicable');
  if (missing.length > 0) return { style: 'yellow', text: `provisional: without ${missing.join(' ')}` };
  return { style: 'green', text: of('passed').join(' ') };
}
