/** A line without axes, for a cell of a table. Its numbers stand in the view that the row opens. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  if (known.length < 2) return <span class="quiet">–</span>;
  const [least, most] = [
    Math.min(...known.map(({ value }) => value)),
    Math.max(...known.map(({ value }) => value)),
  ];
  const x = (at: number) => 1 + (at / (values.length - 1)) * 98;
  const y = (value: number) => (most === least ? 10 : 18 - ((value - least) / (most - least)) * 16);
  const path = known.map(
    ({ value, at }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <svg class="sparkline" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={path.join('')} />
    </svg>
  );
}
