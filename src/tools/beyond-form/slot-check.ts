import type { JsonObject } from '../../spec/json.ts';

/** Says why what stands in the places that a constraint makes is nothing, or null. */
export type SlotCheck = (response: string, kwargs: JsonObject, prompt: string) => string | null;
