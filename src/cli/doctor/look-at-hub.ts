import { hubSettings } from '../../hub/hub-settings.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { Finding } from './finding.ts';
import type { OtherClock } from './look-at-clock.ts';

const PATIENCE_MS = 5_000;
const NAME = 'model hub';

/**
 * Asks the hub for one model, without a token. Only acquisitions of reward models need it, so it is never `missing`.
 * @returns the hub's clock too, where it says one
 */
export async function lookAtHub(
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly finding: Finding; readonly clock: OtherClock | null }> {
  try {
    const { url } = hubSettings(environment, null);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const reply = await fetch(`${url}/api/models?limit=1`, { signal, redirect: 'follow' });
    await reply.body?.cancel();
    const at = Date.parse(reply.headers.get('date') ?? '');
    const clock = Number.isFinite(at) ? { name: new URL(url).host, aheadMs: at - Date.now() } : null;
    if (reply.ok) return { finding: { name: NAME, state: 'ok', detail: `${url} answers` }, clock };
    return { finding: unreachable(`${url} answers with status ${reply.status}`), clock };
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    if (code === 'RLAR_INVALID_CONFIG') return { finding: unreachable(message), clock: null };
    const named = environment.HF_ENDPOINT || 'the public hub';
    return { finding: unreachable(`${named} cannot be reached from here`), clock: null };
  }
}

function unreachable(detail: string): Finding {
  return {
    name: NAME,
    state: 'weaker',
    detail: `${detail}: rlar cannot search it for reward models`,
    remedy:
      'Set HF_ENDPOINT to a mirror that this machine reaches, or name a folder of models with --folder. All else works without.',
  };
}
