import { PageHead } from '../parts/page-head.tsx';
import { NothingHere } from '../parts/states.tsx';

export function RewardView() {
  return (
    <>
      <PageHead title="Reward" />
      <NothingHere what="This view is not built yet." />
    </>
  );
}
