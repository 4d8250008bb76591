import { join } from 'node:path';

export interface HubSettings {
  /** Address of the hub, without a slash at its end. */
  readonly url: string;
  /** HF_TOKEN; it goes to the hub's own address alone, and into no log. */
  readonly token: string | null;
  /** Folder of kept answers; null keeps none. */
  readonly cache: string | null;
}

const PUBLIC_HUB = 'https://huggingface.co';

/** @param home rlar's folder, where answers of the hub are kept; null keeps none */
export function hubSettings(environment: NodeJS.ProcessEnv, home: string | null): HubSettings {
  const { HF_ENDPOINT, HF_TOKEN } = environment;
  return {
    url: (HF_ENDPOINT || PUBLIC_HUB).replace(/\/+$/, ''),
    token: HF_TOKEN || null,
    cache: home === null ? null : join(home, 'hub-cache'),
  };
}
