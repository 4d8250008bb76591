import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { serverLost } from './api/events.ts';
import { tokenWanted } from './api/token.ts';
import { Help } from './parts/help.tsx';
import { Nav } from './parts/nav.tsx';
import { NothingHere } from './parts/states.tsx';
import { TokenForm } from './parts/token-form.tsx';
import { link, VIEWS, type View, viewOf } from './routes.ts';
import { startKeys, useKeys } from './state/keys.ts';
import { AcquisitionsView } from './views/acquisitions.tsx';
import { CheckView } from './views/check.tsx';
import { CompareView } from './views/compare.tsx';
import { EvolutionView } from './views/evolution.tsx';
import { GroupsView } from './views/groups.tsx';
import { LibraryView } from './views/library.tsx';
import { RewardView } from './views/reward.tsx';
import { RewardsView } from './views/rewards.tsx';
import { RunView } from './views/run.tsx';
import { RunsView } from './views/runs.tsx';

const COMPONENTS = {
  runs: RunsView,
  run: RunView,
  rewards: RewardsView,
  groups: GroupsView,
  reward: RewardView,
  compare: CompareView,
  library: LibraryView,
  acquisitions: AcquisitionsView,
  evolution: EvolutionView,
  check: CheckView,
} as const satisfies Record<View, unknown>;

/** The frame of all views: where one is, the way to the others, the keys, and the token where the server wants one. */
export function App() {
  const { path, query, route } = useLocation();
  const view = viewOf(path);
  useEffect(startKeys, []);
  useKeys(
    Object.fromEntries(
      Object.entries(VIEWS).flatMap(([name, { title, key }]) =>
        key === null ? [] : [[`g ${key}`, [title, () => route(link(name as View))]]],
      ),
    ),
  );
  useEffect(() => {
    const subject = query.run ?? query.record ?? query.tool;
    document.title = [view && VIEWS[view].title, subject, 'rlar'].filter(Boolean).join(' · ');
    scrollTo(0, 0);
  }, [view, query.run, query.record, query.tool]);
  const Shown = view && COMPONENTS[view];
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        Skip to the content
      </button>
      <Nav view={view} />
      <main id="content" tabIndex={-1}>
        {serverLost.value && !tokenWanted.value && (
          <p class="state failure" role="status">
            The server does not answer. What is shown may be old. The page tries again by itself.
          </p>
        )}
        {tokenWanted.value ? (
          <TokenForm />
        ) : Shown ? (
          <Shown key={view} />
        ) : (
          <NothingHere what="There is no such page." />
        )}
      </main>
      <Help />
    </>
  );
}
