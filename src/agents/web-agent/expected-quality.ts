import type { ModelFacts } from '../../hub/model-facts.ts';
import { familyOf } from '../../spec/kinds.ts';
import { BENCHMARK_COLUMN, type TaskFit } from './task-fit.ts';

/** RewardBench 2 lies about this much below its first version. */
const FIRST_VERSION_ABOVE = 25;
/** The share of a judge's errors that seeing the right answer removes. */
const REFERENCE_GAIN = 0.8;
/** Points for having been trained on this very trade. */
const OWN_TRADE = 12;
/** A specialist without a figure is expected at least here on its own trade. */
const OWN_TRADE_LEAST = 62;

/** Weight of the column of the kind beside the average. */
const OF_KIND = 0.6;

export interface Quality {
  /** Share of pairs that it is expected to order rightly, less chance; in points of RewardBench 2. */
  readonly points: number;
  readonly why: string;
}

/**
 * @param seesReference whether the model reads the reference that the queries carry
 * @returns the expected quality of a model on a kind: from measured figures where there are any, with the column of the
 * kind before the average
 */
export function expectedQuality(
  { figures }: ModelFacts,
  {
    kind,
    fit,
    parameters,
    seesReference,
  }: {
    readonly kind: string;
    readonly fit: TaskFit;
    readonly parameters: number | null;
    readonly seesReference: boolean;
  },
): Quality {
  const measured = measuredQuality(figures, kind) ?? priorQuality(parameters, kind);
  const own = fit.of === 'own' ? Math.max(measured.points + OWN_TRADE, OWN_TRADE_LEAST) : null;
  const fitted = own ?? measured.points * fit.share;
  const points = seesReference ? 100 - (100 - fitted) * (1 - REFERENCE_GAIN) : fitted;
  const parts = [
    measured.why,
    ...(fit.of === 'own' ? [`made for ${fit.domain}`] : []),
    ...(seesReference ? ['reads the reference'] : []),
  ];
  return { points, why: parts.join(', ') };
}

function measuredQuality({ rewardBench, rewardBench2 }: ModelFacts['figures'], kind: string): Quality | null {
  const column = BENCHMARK_COLUMN[familyOf(kind)];
  const ofKind = column === undefined ? undefined : rewardBench2[column.name];
  const { average } = rewardBench2;
  if (ofKind !== undefined && average !== undefined)
    return {
      points: OF_KIND * ofKind + (1 - OF_KIND) * average,
      why: `RewardBench 2 ${column?.name} ${ofKind}, average ${average}`,
    };
  if (average !== undefined)
    return { points: onColumn(average, kind) - 1, why: `RewardBench 2 average ${average}` };
  return rewardBench === null
    ? null
    : {
        points: onColumn(Math.max(20, rewardBench - FIRST_VERSION_ABOVE), kind) - 1,
        why: `RewardBench ${rewardBench}`,
      };
}

/** The expected mixture of the kind's column and the average, for a model with this average. */
function onColumn(average: number, kind: string): number {
  const share = BENCHMARK_COLUMN[familyOf(kind)]?.toAverage ?? 1;
  return Math.min(100, average * (OF_KIND * share + (1 - OF_KIND)));
}

/** Nothing was measured: larger bodies tend to judge better, and no unmeasured one is expected to judge well. */
function priorQuality(parameters: number | null, kind: string): Quality {
  const size = parameters === null ? 0 : Math.log2(Math.max(parameters, 1e8) / 5e8);
  return { points: onColumn(Math.min(58, 45 + 3 * size), kind), why: 'no published figure' };
}
