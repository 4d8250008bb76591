import { Gauge, type Registry } from 'prom-client';
import type { LatestState } from '../evolution/loop/latest-state.ts';

/** Metrics of the loop of evolution, as its last look left them. */
export function evolutionMetrics(latest: LatestState, registers: Registry[]): void {
  new Gauge({
    name: 'rlar_evolution_groups',
    help: 'Groups of the ledger that the loop of evolution has looked at',
    registers,
    async collect() {
      this.set((await latest.get()).groups);
    },
  });
  new Gauge({
    name: 'rlar_evolution_audits',
    help: 'Rollouts that were audited',
    registers,
    async collect() {
      this.set((await latest.get()).watcher?.audits ?? 0);
    },
  });
  new Gauge({
    name: 'rlar_evolution_events',
    help: 'The newest events of the loop, at most 2,000, by what happened',
    labelNames: ['what'],
    registers,
    async collect() {
      const { events } = await latest.get();
      this.reset();
      for (const { what } of events) this.inc({ what });
    },
  });
  new Gauge({
    name: 'rlar_evolution_changes',
    help: 'Changes of the library, by phase: shadow, guard, kept, retired, rolled-back',
    labelNames: ['phase'],
    registers,
    async collect() {
      const { changes } = await latest.get();
      this.reset();
      for (const { phase } of changes) this.inc({ phase });
    },
  });
}
