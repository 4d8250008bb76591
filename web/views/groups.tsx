import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function GroupsView() {
  return (
    <>
      <PageHead title="Groups" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
