import type { Command } from 'commander';
import { modelsChooseCommand } from './models-choose.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('reward models: find one, and choose one for a kind of task');
  modelsChooseCommand(models);
}
