import type { Command } from 'commander';
import { modelsChooseCommand } from './models-choose.ts';
import { modelsListCommand } from './models-list.ts';
import { modelsSearchCommand } from './models-search.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('reward models: find one, and choose one for a kind of task');
  modelsSearchCommand(models);
  modelsChooseCommand(models);
  modelsListCommand(models);
}
