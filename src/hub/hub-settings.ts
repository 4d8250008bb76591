import { join } from 'node:path';
import { RlarError } from '../spec/errors.ts';

export interface HubSettings {
  /** Address of the hub, without a slash at its end. */
  readonly url: string;
  /** HF_TOKEN; it goes to the hub's own address alone, and into no log. */
  readonly token: string | null;
  /** Folder of kept answers; null keeps none. */
  readonly cache: string | null;
}

const PUBLIC_HUB = 'https://huggingface.co';

/**
 * @param home rlar's folder, where answers of the hub are kept; null keeps none
 * @throws RlarError RLAR_INVALID_CONFIG where HF_ENDPOINT is no address
 */
export function hubSettings(environment: NodeJS.ProcessEnv, home: string | null): HubSettings {
  const { HF_ENDPOINT, HF_TOKEN } = environment;
  const url = (HF_ENDPOINT || PUBLIC_HUB).replace(/\/+$/, '');
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new RlarError('RLAR_INVALID_CONFIG', 'HF_ENDPOINT is no address of a hub', {
      remedy: 'Set it to an address such as https://hub.example, or leave it out for the public hub.',
    });
  return {
    url,
    token: HF_TOKEN || null,
    cache: home === null ? null : join(home, 'hub-cache'),
  };
}
