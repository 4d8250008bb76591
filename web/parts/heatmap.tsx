import { useRef, useState } from 'preact/hooks';
import type { Histogram } from '../api/types.ts';
import { countText, rewardText } from './format.ts';

interface HeatmapProps {
  readonly title: string;
  readonly histogram: Histogram;
  readonly place: (at: number) => string;
  readonly onOpen: (at: number) => void;
}

const [WIDE, HIGH] = [1_000, 150];

/**
 * How rewards are distributed at each step: a column a step, a row a bin, the darker the more. Pointing at a column, or the arrow
 * keys, says its numbers; a click or Enter opens its rollouts.
 */
export function Heatmap({ title, histogram, place, onOpen }: HeatmapProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const area = useRef<SVGSVGElement>(null);
  const { edges } = histogram;
  const points = histogram.points.filter(({ from }) => from !== null);
  const bins = edges.length - 1;
  const width = WIDE / Math.max(1, points.length);
  const height = HIGH / Math.max(1, bins);
  const point = chosen === null ? null : (points[chosen] ?? null);
  const at = (event: MouseEvent): number => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return 0;
    return Math.max(
      0,
      Math.min(points.length - 1, Math.floor(((event.clientX - box.left) / box.width) * points.length)),
    );
  };
  const keys = (event: KeyboardEvent): void => {
    const now = chosen ?? -1;
    if (event.key === 'ArrowRight') setChosen(Math.min(points.length - 1, now + 1));
    else if (event.key === 'ArrowLeft') setChosen(Math.max(0, now - 1));
    else if (event.key === 'Enter' && point) onOpen(point.from ?? 0);
    else return;
    event.preventDefault();
  };
  const said = point ? `${place(point.from ?? 0)}: ${inWords(point, edges)}` : '';
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <output class="chart-words">{said}</output>
      </figcaption>
      <div
        class="heatmap"
        role="slider"
        tabIndex={0}
        aria-label={`${title}, a column a step`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={chosen ?? 0}
        aria-valuetext={said || 'no step is chosen'}
        onKeyDown={keys}
        onMouseMove={(event) => setChosen(at(event))}
        onMouseLeave={() => setChosen(null)}
        onClick={(event) => {
          const one = points[at(event)];
          if (one) onOpen(one.from ?? 0);
        }}
      >
        <div class="heatmap-axis" aria-hidden="true">
          <span>{rewardText(edges.at(-1))}</span>
          <span>{rewardText(edges[0])}</span>
        </div>
        <svg ref={area} viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
          {points.map(({ counts, from }, column) => {
            const most = Math.max(1, ...counts);
            return counts.map((count, bin) =>
              count === 0 ? null : (
                <rect
                  key={`${from}/${edges[bin]}`}
                  x={column * width}
                  y={HIGH - (bin + 1) * height}
                  width={width * 0.96}
                  height={height}
                  fill-opacity={0.12 + 0.88 * (count / most)}
                />
              ),
            );
          })}
          {chosen !== null && (
            <rect class="heatmap-chosen" x={chosen * width} y={0} width={width} height={HIGH} />
          )}
        </svg>
      </div>
    </figure>
  );
}

function inWords({ counts, without }: Histogram['points'][number], edges: readonly number[]): string {
  const full = counts.flatMap((count, bin) =>
    count === 0 ? [] : [`${countText(count)} of ${rewardText(edges[bin])} to ${rewardText(edges[bin + 1])}`],
  );
  const most = full.length > 4 ? [...full.slice(0, 2), '…', ...full.slice(-2)] : full;
  return [...most, ...(without > 0 ? [`${countText(without)} without a reward`] : [])].join(' · ') || 'none';
}
