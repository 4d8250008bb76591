/**
 * What a day and a run cost at list prices, in US dollars. Prices are named and dated here and nowhere else: put yours in. The
 * token and GPU figures of the paper are its own (arXiv 2603.00724): 80 steps of 256 queries with 8 rollouts each.
 */
export const PRICES = {
  date: 'November 2026',
  machine: {
    name: 'a rented machine of two cores (c7a.large of AWS, us-east-1, on demand)',
    perHour: 0.1026,
  },
  gpu: {
    name: 'one A100 of 80 GB by the hour (between $1.3 and $2.5 at renters of GPUs; 2 taken)',
    perHour: 2,
  },
  judge: { name: 'GPT-5 over its API', perMillionIn: 1.25, perMillionOut: 10 },
  /** Nobody says how the tokens of the paper's judge split; a judge reads much and writes little. */
  shareOut: 0.1,
} as const;

export const PAPER = {
  rollouts: 80 * 256 * 8,
  judge: { tokens: 120e6, gpuHours: 288 },
  rlar: { tokens: 23.7e6, gpuHours: 72 },
} as const;

export function tokenDollars(tokens: number): number {
  const { judge, shareOut } = PRICES;
  return (tokens / 1e6) * ((1 - shareOut) * judge.perMillionIn + shareOut * judge.perMillionOut);
}

export function machineDay(): number {
  return 24 * PRICES.machine.perHour;
}
