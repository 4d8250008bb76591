import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function CheckView() {
  return (
    <>
      <PageHead title="Check" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
