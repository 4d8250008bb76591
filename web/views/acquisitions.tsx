import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function AcquisitionsView() {
  return (
    <>
      <PageHead title="Acquisitions" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
