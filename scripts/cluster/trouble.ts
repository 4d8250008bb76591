import { Random } from '../../src/spec/random.ts';
import type { Deployment } from './deployment.ts';
import type { RlarProcess } from './processes.ts';

export interface Troubles {
  readonly kills: number;
  /** Most milliseconds between two kills. */
  readonly everyMs: number;
  /** Milliseconds for which the way to the database is cut, twice; 0 for never. */
  readonly cutMs: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** Kills processes one after the other; on the way PostgreSQL dies and comes back, and the way to it is cut. */
export async function makeTrouble(deployment: Deployment, troubles: Troubles): Promise<void> {
  const { kills, everyMs, cutMs, seed, tell } = troubles;
  const { processes, postgres, way } = deployment;
  const random = new Random(seed);
  const crashAt = new Set([Math.floor(kills / 3), Math.floor((2 * kills) / 3)]);
  const cutAt = [Math.floor(kills / 2), kills - 1];
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(everyMs * (0.5 + random.next() / 2));
    if (crashAt.has(kill)) {
      tell('PostgreSQL is killed and started again');
      await postgres.crash();
      await pause(everyMs / 2);
    }
    if (cutMs > 0 && cutAt.includes(kill)) {
      const drops = kill === cutAt[1];
      tell(`the way to PostgreSQL is cut for ${cutMs} ms${drops ? ', and its connections are lost' : ''}`);
      await way.cut(cutMs, drops);
    }
    const victim = victimOf(processes, random);
    tell(`kill ${kill + 1} of ${kills}: ${victim.role} ${victim.port}`);
    await victim.kill();
  }
}

/** Two of three are replicas that answer trainers. */
function victimOf(processes: readonly RlarProcess[], random: Random): RlarProcess {
  const role = random.next() < 2 / 3 ? 'serve' : random.next() < 2 / 3 ? 'sandbox' : 'agents';
  const some = processes.filter((process) => process.role === role);
  const among = some.length > 0 ? some : processes;
  return among[Math.floor(random.next() * among.length)]!;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
