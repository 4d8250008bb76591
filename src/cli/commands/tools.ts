import type { Command } from 'commander';
import { openLibrary } from '../../admission/open-library.ts';
import { loadConfig } from '../../config.ts';
import { type RefusedTool, refusedTools } from '../../library/added-tools/refused-tools.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { refusedTable } from '../refused-table.ts';
import { styled, table } from '../terminal.ts';
import { toolPage } from '../tool-page.ts';
import { toolsAddCommand } from './tools-add.ts';
import { toolsRemoveCommand } from './tools-remove.ts';
import { toolsTestCommand } from './tools-test.ts';

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
      const { snapshot, cards, refused } = await readCards(flags.config);
      if (flags.refused) {
        const text = flags.json ? JSON.stringify({ snapshot, refused }, null, 2) : refusedTable(refused);
        return void process.stdout.write(`${text}\n`);
      }
      if (flags.json)
        return void process.stdout.write(`${JSON.stringify({ snapshot, tools: cards }, null, 2)}\n`);
      const rows = cards.map((card) => [
        card.id,
        card.version,
        card.type,
        card.slot,
        card.kinds.join(' '),
        card.needs.join(' '),
        evidenceNote(card),
      ]);
      process.stdout.write(
        `${table(['tool', 'version', 'type', 'slot', 'kinds', 'needs', 'evidence'], rows)}\n\nsnapshot ${snapshot}\n`,
      );
    });
  tools
    .command('show')
    .argument('<id>', 'its id; ID@VERSION of a refused one')
    .description('one tool: its card and what it was tested on')
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: ToolsFlags) => {
      const { cards, refused } = await readCards(flags.config);
      const aside = refused.find(({ card }) => card.id === id || `${card.id}@${card.version}` === id);
      const card = cards.find((entry) => entry.id === id) ?? aside?.card;
      if (!card)
        throw new RlarError(
          'RLAR_NOT_FOUND',
          `no tool ${id}; there are ${cards.map((entry) => entry.id).join(', ')}`,
        );
      process.stdout.write(`${flags.json ? JSON.stringify(card, null, 2) : toolPage(card)}\n`);
    });
  toolsAddCommand(tools);
  toolsTestCommand(tools);
  toolsRemoveCommand(tools);
}

interface Cards {
  readonly snapshot: string;
  readonly cards: readonly ToolCard[];
  readonly refused: readonly RefusedTool[];
}

async function readCards(file: string | undefined): Promise<Cards> {
  const config = await loadConfig(file);
  const { current } = await openLibrary(config);
  const refused = config.home === null ? [] : refusedTools(config.home);
  return { snapshot: current.snapshot, cards: current.cards(), refused };
}

function evidenceNote(card: ToolCard): string {
  if (!card.evidence) return styled('yellow', 'none: pinned only');
  const { gates } = card.evidence;
  const of = (outcome: string) => gates.filter((gate) => gate.outcome === outcome).map(({ gate }) => gate);
  if (!card.evidence.admitted) return styled('red', `refused at ${of('failed').join(' ')}`);
  const missing = of('not-applicable');
  if (missing.length > 0) return styled('yellow', `provisional: without ${missing.join(' ')}`);
  return styled('green', of('passed').join(' '));
}
