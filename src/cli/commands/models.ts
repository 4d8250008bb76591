import type { Command } from 'commander';
import { modelsAddCommand } from './models-add.ts';
import { modelsChooseCommand } from './models-choose.ts';
import { modelsDeployCommand } from './models-deploy.ts';
import { modelsListCommand } from './models-list.ts';
import { modelsProbeCommand } from './models-probe.ts';
import { modelsRemoveCommand } from './models-remove.ts';
import { modelsReportCommand } from './models-report.ts';
import { modelsSearchCommand } from './models-search.ts';

export function modelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description(
      'reward models: find one, choose one for a kind of task, run it here or use one that is served',
    );
  modelsSearchCommand(models);
  modelsChooseCommand(models);
  modelsDeployCommand(models);
  modelsAddCommand(models);
  modelsListCommand(models);
  modelsProbeCommand(models);
  modelsReportCommand(models);
  modelsRemoveCommand(models);
}
