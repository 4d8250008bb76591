import { Counter, Gauge, type Registry } from 'prom-client';
import type { RewardService } from '../service.ts';

/** Metrics of the library that new runs get, of its recognisers, and of the health of its tools. */
export function libraryMetrics(service: RewardService, registers: Registry[]): void {
  new Gauge({
    name: 'rlar_library_info',
    help: 'The library that new runs get: 1, by its snapshot',
    labelNames: ['snapshot'],
    registers,
    collect() {
      this.reset();
      this.set({ snapshot: service.library.snapshot }, 1);
    },
  });
  new Gauge({
    name: 'rlar_library_tools',
    help: 'Tools of the library',
    registers,
    collect() {
      this.set(service.library.entries().length);
    },
  });
  new Gauge({
    name: 'rlar_tool_healthy',
    help: 'Tools that say whether they can work now: 1 where one can, 0 where it cannot',
    labelNames: ['tool'],
    registers,
    collect() {
      this.reset();
      for (const { tool, ok } of service.toolHealth()) if (ok !== null) this.set({ tool }, ok ? 1 : 0);
    },
  });
  new Counter({
    name: 'rlar_recogniser_failures_total',
    help: 'Prompts that a recogniser did not answer for: it threw, was late or returned something else',
    labelNames: ['tool'],
    registers,
    collect() {
      this.reset();
      for (const { tool, card } of service.library.entries())
        if (tool.recogniser?.trouble) this.inc({ tool: card.id }, tool.recogniser.trouble.failures);
    },
  });
}
