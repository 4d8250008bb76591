import { hubSettings } from '../../hub/hub-settings.ts';
import { huggingFace } from '../../hub/hugging-face.ts';
import { type HubServer, hubServer } from './hub-server.ts';
import { SAMPLE_MODEL } from './sample-model.ts';

/** @returns a hub that has the sample model; the caller closes it */
export function sampleHub(options: Partial<Parameters<typeof hubServer>[0]> = {}): Promise<HubServer> {
  return hubServer({ models: [SAMPLE_MODEL], ...options });
}

/** @returns the Hugging Face source that asks a hub, and tries again at once */
export function sourceOf(server: HubServer, environment: object = {}, home: string | null = null) {
  return huggingFace(hubSettings({ HF_ENDPOINT: `${server.url}/`, ...environment }, home), {
    retryMs: 1,
    patienceMs: 5000,
  });
}
