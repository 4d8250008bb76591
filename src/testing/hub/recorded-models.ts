import { join } from 'node:path';

/** Facts of 92 models of the public hub, as they were read: the file that `rlar models choose --facts` takes too. */
export const recordedModelsFile = join(import.meta.dirname, 'recorded-models.json');
