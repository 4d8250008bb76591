import { Gauge, type Registry } from 'prom-client';
import { LatestState } from '../evolution/loop/latest-state.ts';

/** Metrics of the loop of evolution, as its last look left them; nothing where there is no home. */
export function evolutionMetrics(home: string | null, registers: Registry[]): void {
  if (home === null) return;
  const latest = new LatestState(home);
  new Gauge({
    name: 'rlar_evolution_groups',
    help: 'Groups of the ledger that the loop of evolution has looked at',
    registers,
    collect() {
      this.set(latest.get().groups);
    },
  });
  new Gauge({
    name: 'rlar_evolution_audits',
    help: 'Rollouts that were audited',
    registers,
    collect() {
      this.set(latest.get().watcher?.audits ?? 0);
    },
  });
  new Gauge({
    name: 'rlar_evolution_events',
    help: 'The newest events of the loop, at most 2,000, by what happened',
    labelNames: ['what'],
    registers,
    collect() {
      this.reset();
      for (const { what } of latest.get().events) this.inc({ what });
    },
  });
  new Gauge({
    name: 'rlar_evolution_changes',
    help: 'Changes of the library, by phase: shadow, guard, kept, retired, rolled-back',
    labelNames: ['phase'],
    registers,
    collect() {
      this.reset();
      for (const { phase } of latest.get().changes) this.inc({ phase });
    },
  });
}
