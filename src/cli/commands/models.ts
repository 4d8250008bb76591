import type { Command } from 'commander';
import { modelsAddCommand } from './models-add.ts';
import { modelsChooseCommand } from './models-choose.ts';
import { modelsListCommand } from './models-list.ts';
import { modelsSearchCommand } from './models-search.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('reward models: find one, choose one for a kind of task, use one that is served');
  modelsSearchCommand(models);
  modelsChooseCommand(models);
  modelsAddCommand(models);
  modelsListCommand(models);
}
