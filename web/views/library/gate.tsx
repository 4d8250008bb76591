import type { GateReport } from '../../api/types.ts';
import { shareText } from '../../parts/format.ts';
import { Interval } from '../../parts/interval.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Words } from '../../parts/words.tsx';

/** What one gate asked of a tool, its figures with their intervals, and the cases that failed. */
export function Gate({ gate }: { readonly gate: GateReport }) {
  const { reason, cases, shares = {}, failing = [], program } = gate;
  const figures = Object.entries(shares);
  return (
    <div class="stack gate">
      <p>
        {cases} cases{program ? ` of the ${program}` : ''}
        {reason !== undefined && (
          <>
            : <Words>{reason}</Words>
          </>
        )}
      </p>
      {figures.length > 0 && (
        <PlainTable
          label={`Figures of ${gate.gate}`}
          heads={['figure', 'share', '95 % interval', 'of']}
          numeric={[1, 3]}
          rows={figures.map(([name, { value, low, high, of }]) => [
            <Words>{name}</Words>,
            shareText(value, 1),
            <Interval
              low={low}
              high={high}
              value={value}
              from={0}
              to={1}
              words={`${shareText(value, 1)}, from ${shareText(low, 1)} to ${shareText(high, 1)}`}
            />,
            of,
          ])}
        />
      )}
      {failing.length > 0 && (
        <PlainTable
          label={`Failing cases of ${gate.gate}`}
          heads={['failing case', 'what happened']}
          rows={failing.map(({ name, detail }) => [<Words>{name}</Words>, <Words>{detail}</Words>])}
        />
      )}
    </div>
  );
}
