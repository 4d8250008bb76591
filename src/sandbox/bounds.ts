import { bubblewrapProblem } from './program/bubblewrap.ts';
import { controlGroupsUsable } from './program/control-groups.ts';
import { seccompFilter } from './program/seccomp.ts';
import { missingToolchain, TOOLCHAINS } from './program/toolchains.ts';
import type { Language } from './program/types.ts';

/** One bound on programs on this machine, and its replacement where the machine lacks it. */
export interface SandboxBound {
  readonly name: string;
  /** `held` · `weaker`: a replacement is used · `missing`: programs that need the bound do not run */
  readonly state: 'held' | 'weaker' | 'missing';
  readonly detail: string;
}

const MEMORY_HELD = 'the kernel bounds memory and processes of each sandbox as a whole (control groups)';
const MEMORY_WEAKER =
  'control groups cannot be written here: memory is bounded process by process, and its sum is looked at ten times a ' +
  'second. Let rlar own a control group (systemd: Delegate=yes) for a bound that the kernel holds';

const PROCESSORS_HELD = 'a sandbox has one processor, however many threads it starts (control groups)';
const PROCESSORS_WEAKER =
  'control groups cannot be written here: sandboxes yield to the service by their niceness, and may use every processor';

/** @returns every bound of the sandboxes, as it is on this machine */
export function sandboxBounds(): SandboxBound[] {
  const problem = bubblewrapProblem();
  const grouped = problem === null && controlGroupsUsable();
  const languages = Object.keys(TOOLCHAINS) as Language[];
  return [
    {
      name: 'isolation',
      state: problem === null ? 'held' : 'missing',
      detail: problem ?? 'bubblewrap: namespaces of its own, no network, no files of this machine',
    },
    { name: 'memory', state: grouped ? 'held' : 'weaker', detail: grouped ? MEMORY_HELD : MEMORY_WEAKER },
    {
      name: 'processors',
      state: grouped ? 'held' : 'weaker',
      detail: grouped ? PROCESSORS_HELD : PROCESSORS_WEAKER,
    },
    {
      name: 'system calls',
      state: seccompFilter() === null ? 'weaker' : 'held',
      detail:
        seccompFilter() === null
          ? `no filter is known for ${process.arch}: namespaces alone hold`
          : 'mounts, tracing, keys, foreign socket families and the like are refused',
    },
    ...languages.map((language): SandboxBound => {
      const missing = missingToolchain(language);
      return { name: language, state: missing === null ? 'held' : 'missing', detail: missing ?? 'ready' };
    }),
  ];
}
