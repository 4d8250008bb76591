import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function CompareView() {
  return (
    <>
      <PageHead title="Compare" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
