import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function EvolutionView() {
  return (
    <>
      <PageHead title="Evolution" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
