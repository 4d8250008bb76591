import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function RewardsView() {
  return (
    <>
      <PageHead title="Rewards" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
