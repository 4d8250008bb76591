import type { Command } from 'commander';
import { shapesFilterCommand } from './shapes-filter.ts';
import { shapesGateCommand } from './shapes-gate.ts';
import { shapesStepsCommand } from './shapes-steps.ts';

export function shapesCommand(program: Command): void {
  const shapes = program
    .command('shapes')
    .description('settings of shapes out of labelled rewards and the ledger');
  shapesGateCommand(shapes);
  shapesFilterCommand(shapes);
  shapesStepsCommand(shapes);
}
