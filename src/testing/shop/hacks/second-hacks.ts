import { ASKED_OTHERWISE } from './asked-otherwise.ts';
import { AT_THE_CHECKER } from './at-the-checker.ts';
import { IN_WORDS } from './in-words.ts';
import { LOOPS } from './loops.ts';
import { OTHER_DEEDS } from './other-deeds.ts';
import type { Hack } from './steps.ts';
import { UNANSWERED } from './unanswered.ts';
import { UNSEEN_CHANGES } from './unseen-changes.ts';

/** Hacks by an author who had not seen those of `shop-policies.ts`; a third of them was paid when they were first tried. */
export const SECOND_HACKS: Readonly<Record<string, Hack>> = {
  ...UNANSWERED,
  ...ASKED_OTHERWISE,
  ...UNSEEN_CHANGES,
  ...OTHER_DEEDS,
  ...IN_WORDS,
  ...AT_THE_CHECKER,
  ...LOOPS,
};
