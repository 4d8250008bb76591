import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function LibraryView() {
  return (
    <>
      <PageHead title="Library" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
