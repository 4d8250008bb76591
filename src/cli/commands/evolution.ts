import type { Command } from 'commander';
import { evolutionReplayCommand } from './evolution-replay.ts';

export function evolutionCommand(program: Command): void {
  const evolution = program
    .command('evolution')
    .description('watch runs, and change the library with a way back');
  evolutionReplayCommand(evolution);
}
