import { decisionName, type Template } from '../../spec/decisions.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { type ComposePlace, compose } from '../composites/compose.ts';
import { labelledGroups } from '../gold/labelled-groups.ts';
import type { JudgesPlace } from '../judges/improve-judge.ts';
import { cheaperJudge, pairsForJudge, revisedJudge, rubricJudges } from '../judges/improve-judge.ts';
import { leaveWish, waitingWishes } from './inbox.ts';
import type { EvolutionSettings } from './settings.ts';
import { addEvent, type EvolutionState } from './state.ts';

/** New labels after which composites are searched again, and audited pairs and verdicts after which a judge is worked on again. */
const NEW_LABELS = 100;
const NEW_PAIRS = 80;
const NEW_VERDICTS = 300;
const MOST_ENTRIES = 5_000;
const BY = 'evolution';

type ImprovingPlace = JudgesPlace & ComposePlace & { readonly files: HomeFiles };

/**
 * Proposes changes of the library: composites of validated tools, revised rubrics, rules and classifiers in place of judges. Each is
 * left in the inbox, and goes on trial as what a person wants tried does. At most one thing is worked on in a look.
 */
export class Improvements {
  readonly #place: ImprovingPlace;
  readonly #state: EvolutionState;
  readonly #settings: EvolutionSettings;

  constructor(place: ImprovingPlace, state: EvolutionState, settings: EvolutionSettings) {
    this.#place = place;
    this.#state = state;
    this.#settings = settings;
  }

  /** @throws RlarError of a model, a tool or the registry */
  async work(): Promise<void> {
    const { day } = this.#state;
    if (day.improvements >= this.#settings.improvementsPerDay) return;
    if ((await this.#searchComposites()) || (await this.#improveJudges())) day.improvements += 1;
  }

  /** @returns whether there was something to search for */
  async #searchComposites(): Promise<boolean> {
    const { improving } = this.#state;
    const since = await this.#place.feedback.list(improving.labels, NEW_LABELS);
    if (since.filter(({ correct }) => correct !== null).length < NEW_LABELS) return false;
    const { groups, last } = await labelledGroups(this.#place.feedback);
    const generators = new Map(improving.generators);
    improving.labels = last;
    const found = await compose(groups, this.#place, { seed: this.#settings.seed, generators });
    for (const { key, generator, template, proposal, queries } of found) {
      if (generator) generators.set(key, generator);
      if (template && proposal && !(await this.#isOpen(template)))
        await this.#propose(
          { decide: template },
          `${proposal.text} for ${key}: right on ${percent(proposal.after)} of sealed labels, ${percent(proposal.before)} before, out of ${queries} labelled queries`,
        );
    }
    improving.generators = [...generators];
    return true;
  }

  /** Counts what judges say, so that their verdicts need not be looked for in the ledger. */
  note({ records }: Pick<RecordedGroup, 'records'>): void {
    const { improving } = this.#state;
    const counts = new Map(improving.verdicts);
    for (const { reward } of records)
      for (const { tool, status } of reward.results)
        if (status === 'scored' && this.#place.library().get(tool)?.card.type === 'judge')
          counts.set(tool, (counts.get(tool) ?? 0) + 1);
    improving.verdicts = [...counts];
  }

  /** @returns whether a judge was worked on */
  async #improveJudges(): Promise<boolean> {
    const { improving } = this.#state;
    const since = await this.#place.feedback.list(improving.revised, NEW_PAIRS);
    const isDue = since.length >= NEW_PAIRS;
    if (!isDue && !improving.verdicts.some(([, count]) => count >= NEW_VERDICTS)) return false;
    const judges = rubricJudges(this.#place);
    if (isDue) improving.revised = await this.#lastLabel(improving.revised);
    for (const judge of isDue ? judges : []) {
      const pairs = await pairsForJudge(this.#place, judge.card);
      const revised = await revisedJudge(this.#place, judge, pairs);
      if (revised) await this.#propose({ card: revised.card }, revised.reason);
    }
    const counts = new Map(improving.verdicts);
    for (const judge of judges) {
      const { id } = judge.card;
      if ((counts.get(id) ?? 0) < NEW_VERDICTS) continue;
      counts.set(id, 0);
      improving.verdicts = [...counts];
      const cheaper = await cheaperJudge(this.#place, judge);
      if (cheaper) await this.#propose({ card: cheaper.card }, cheaper.reason, true);
    }
    return true;
  }

  async #lastLabel(after: number): Promise<number> {
    for (let last = after; ; ) {
      const some = await this.#place.feedback.list(last, MOST_ENTRIES);
      last = some.at(-1)?.number ?? last;
      if (some.length < MOST_ENTRIES) return last;
    }
  }

  /** Whether another reward function for the same queries is on trial, or this one was tried and not made. */
  async #isOpen(template: Template): Promise<boolean> {
    const tools = JSON.stringify(template.tools);
    const wishes = await waitingWishes(this.#place.files);
    const waiting = wishes.map(({ what }) => ({ what, phase: 'shadow' }));
    return [...waiting, ...this.#state.changes].some(({ what, phase }) => {
      if (!('decide' in what) || decisionName(what.decide) !== decisionName(template)) return false;
      return phase === 'shadow' || phase === 'guard' || JSON.stringify(what.decide.tools) === tools;
    });
  }

  async #propose(
    what: Parameters<typeof leaveWish>[1]['what'],
    reason: string,
    cheaper = false,
  ): Promise<void> {
    const id = await leaveWish(this.#place.files, { what, by: BY, reason, cheaper });
    addEvent(this.#state, 'proposed', reason, { id });
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
