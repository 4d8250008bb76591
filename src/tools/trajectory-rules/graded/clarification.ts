import { z } from 'zod';
import { eventPattern, isMeant } from '../event-pattern.ts';
import { asShare, broken, cost, ruleOf } from '../outcome.ts';
import { plainText, type TraceEvent } from '../trace.ts';

const words = z.string().min(1).max(200);
const slot = z.strictObject({
  name: words,
  /** Words by which a question is known to be about it. */
  about: z.array(words).min(1).max(20),
  /** Words of the user's answer that tell it. Without them, any answer to a question about it does. */
  value: words.optional(),
});

/**
 * Asking where something is missing, and acting where nothing is: the share of what was missing and was found out, less a cost for each question that
 * was needless or asked again, and for each question. Acting before all is known is wrong, and so is never acting, where `act` says what acting is.
 * From “SpeakRL” (2025), which balances asking with acting; we know it by its abstract. Which question is about what is decided by words; the user
 * decides what was found out. What the action is worth is said by another tool.
 */
export const clarification = ruleOf(
  z.strictObject({
    slots: z.array(slot).max(20),
    act: eventPattern.optional(),
    ask: eventPattern.optional(),
    needless: cost.default(0.2),
    question: cost.default(0),
  }),
  ({ slots, act, ask, needless: costOfNeedless, question: costOfQuestion }) =>
    (trace) => {
      const open = new Map(
        slots.map(({ name, about, value }) => [
          name,
          { about: about.map(plainText), value: value === undefined ? null : plainText(value) },
        ]),
      );
      const scores = new Map<number, number>();
      const asked = new Set<string>();
      let [questions, needless] = [0, 0];
      /** What the policy said since the user spoke, where it asked nothing: that is a question too, once the user has to answer it. */
      let told: { text: string; step: number } | null = null;
      for (const [at, event] of trace.entries()) {
        if (act !== undefined && isMeant(event, act)) {
          if (open.size > 0) return broken(at, `acted without knowing ${[...open.keys()].join(', ')}`);
          return graded(slots.length, 0);
        }
        if (event.what === 'heard') {
          if (told !== null) count(told.text, told.step);
          told = null;
          hear(event.text);
        }
        const own = questionsOf(event, ask);
        for (const text of own) count(text, event.step);
        if (event.what === 'said') told = own.length > 0 ? null : { text: event.text, step: event.step };
      }
      if (act !== undefined) return broken(null, 'never acted');
      return graded(slots.length, open.size);

      function count(text: string, step: number): void {
        questions += 1;
        const about = [...open].filter(([, wanted]) => wanted.about.some((word) => text.includes(word)));
        for (const [name] of about) asked.add(name);
        if (about.length === 0) needless += 1;
        scores.set(step, about.length === 0 ? 0 : 1);
      }
      function hear(text: string): void {
        for (const [name, { value }] of open)
          if (value === null ? asked.has(name) : text.includes(value)) open.delete(name);
      }
      function graded(of: number, left: number) {
        const found = of === 0 ? 1 : (of - left) / of;
        return {
          value: asShare(found - costOfNeedless * needless - costOfQuestion * questions),
          detail: { found: of - left, missing: [...open.keys()], questions, needless },
          steps: scores,
        };
      }
    },
);

const QUESTION = /[^.!?？؟\n]*[?？؟]/g;

/** @returns the questions of an event: sentences of the policy that end as one, or a call that asks */
function questionsOf(event: TraceEvent, ask?: z.infer<typeof eventPattern>): string[] {
  if (event.what === 'said') return event.text.match(QUESTION) ?? [];
  const isAsking = ask !== undefined && event.what === 'call' && isMeant(event, ask);
  return isAsking ? [plainText(JSON.stringify(event.arguments))] : [];
}
