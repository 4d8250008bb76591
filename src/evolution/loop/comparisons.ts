import { type Distance, nearestTool, SAME_TOOL } from '../../admission/nearest-tool.ts';
import { starcDistance } from '../../admission/starc.ts';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import type { Library } from '../../library/library.ts';
import { serves } from '../../routing/serving.ts';
import type { Reward } from '../../spec/reward.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { Ledger, RecordedGroup } from '../../store/ledger.ts';
import { addEvent, type EvolutionState } from './state.ts';
import { tellTrouble } from './tell-trouble.ts';

interface ComparingPlace {
  readonly home: string;
  readonly ledger: Pick<Ledger, 'scanGroups'>;
  readonly library: () => Library;
  readonly replay: (groups: readonly RecordedGroup[], snapshot: string) => Promise<Reward[][]>;
}

/** Groups that two versions are compared on, and records that are named. */
const MOST_GROUPS = 200;
const SHOWN = 5;

/**
 * Compares tools by itself, by the distance of STARC (arXiv 2309.15257) on groups that were recorded lately: a tool that is another one
 * under a new name is not tried, and of a tool that changed its version it is told how far the two versions are apart.
 */
export class Comparisons {
  readonly #place: ComparingPlace;
  readonly #state: EvolutionState;

  constructor(place: ComparingPlace, state: EvolutionState) {
    this.#place = place;
    this.#state = state;
  }

  /** @returns the tool of the library that a candidate is under another name; null where there is none, or it cannot be told */
  async duplicateOf(card: ToolCard): Promise<Distance | null> {
    try {
      return await this.#nearest(card);
    } catch (thrown) {
      tellTrouble(this.#state, `the comparison of ${card.id} with other tools`, thrown);
      return null;
    }
  }

  async #nearest(card: ToolCard): Promise<Distance | null> {
    const library = this.#place.library();
    const isProgram = ({ type }: Pick<ToolCard, 'type'>) => type === 'verifier' || type === 'metric';
    const others = library
      .entries()
      .filter(
        (entry) =>
          entry.card.id !== card.id &&
          isProgram(entry.card) &&
          card.kinds.some((kind) => serves(entry.card, kind)),
      );
    if (!isProgram(card) || card.constraint !== undefined || others.length === 0) return null;
    const groups = (await this.#recent()).filter(
      ({ assignment: { kind } }) => kind !== null && serves(card, kind),
    );
    const cases = groups.flatMap(({ query, records }) =>
      records.flatMap(({ rollout }) =>
        query && rollout ? [{ query, options: {}, response: rollout.text }] : [],
      ),
    );
    const { tool } = loadToolVersion(this.#place.home, card.id, card.version);
    try {
      const nearest = await nearestTool(
        tool,
        others.map((entry) => entry.tool),
        cases,
      );
      return nearest && nearest.distance < SAME_TOOL ? nearest : null;
    } finally {
      await tool.close?.();
    }
  }

  /** Tells how far new versions of tools are from those before, where the library has changed since the last look. */
  async tellChanges(): Promise<void> {
    const library = this.#place.library();
    const { compared } = this.#state;
    const before = compared.snapshot;
    const versions = library.cards().map(({ id, version }): [string, string] => [id, version]);
    const known = new Map(compared.versions);
    const changed = versions.filter(([id, version]) => known.has(id) && known.get(id) !== version);
    Object.assign(compared, { snapshot: library.snapshot, versions });
    if (before === null || before === library.snapshot || changed.length === 0) return;
    const recent = await this.#recent();
    for (const [id, version] of changed) {
      const groups = recent.filter(({ assignment }) => assignment.tools.some((tool) => tool.id === id));
      const [old, now] = [
        await this.#place.replay(groups, before),
        await this.#place.replay(groups, library.snapshot),
      ];
      this.#tell(`${id}@${known.get(id)}`, `${id}@${version}`, groups, old, now);
    }
  }

  #tell(from: string, to: string, groups: readonly RecordedGroup[], old: Reward[][], now: Reward[][]): void {
    const moved: { record: string; by: number }[] = [];
    const [left, right]: [number[][], number[][]] = [[], []];
    let [responses, lost] = [0, 0];
    for (const [place, { records }] of groups.entries()) {
      const pairs = records.flatMap(({ record }, at) => {
        const [one, other] = [old[place]?.[at]?.reward ?? null, now[place]?.[at]?.reward ?? null];
        if ((one === null) !== (other === null)) lost += 1;
        return one === null || other === null ? [] : [{ record, one, other }];
      });
      left.push(pairs.map(({ one }) => one));
      right.push(pairs.map(({ other }) => other));
      responses += pairs.length;
      moved.push(...pairs.map(({ record, one, other }) => ({ record, by: Math.abs(one - other) })));
    }
    const distance = responses === 0 ? null : Math.round(1e4 * starcDistance(left, right)) / 1e4;
    const most = moved.filter(({ by }) => by > 0).toSorted((one, other) => other.by - one.by);
    const figures =
      distance === null
        ? 'nothing was recorded to compare them on'
        : `STARC distance ${distance} over ${responses} responses, of which ${most.length} have another reward`;
    const silent = lost > 0 ? `, and ${lost} have a reward from one of them alone` : '';
    const rollouts = most.slice(0, SHOWN).map(({ record }) => record);
    addEvent(this.#state, 'compared', `${from} became ${to}: ${figures}${silent}`, {
      from,
      to,
      distance,
      responses,
      changed: most.length,
      rollouts,
    });
  }

  /** @returns whole groups of the last looks, the newest last */
  async #recent(): Promise<RecordedGroup[]> {
    const { window } = this.#state.compared;
    const groups: RecordedGroup[] = [];
    for await (const group of this.#place.ledger.scanGroups(window === null ? {} : { afterRecord: window })) {
      const isWhole =
        group.query !== null &&
        group.records.length === group.size &&
        group.records.every(({ rollout }) => rollout !== null);
      if (isWhole) groups.push(group);
      if (groups.length >= MOST_GROUPS) break;
    }
    return groups;
  }
}
