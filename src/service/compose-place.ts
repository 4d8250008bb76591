import type { ComposePlace } from '../evolution/composites/compose.ts';
import { assignedTool } from '../routing/assigned-tool.ts';
import type { RewardService } from '../service.ts';
import { shareOf } from '../spec/share-of.ts';

/** @returns a service as a search for composites needs it. Nothing is recorded */
export function composePlace(service: RewardService): ComposePlace {
  return {
    library: () => service.library,
    replay: (groups, snapshot) => service.replay(groups, snapshot),
    valuesOf: async ({ query, kind, texts }, tools) =>
      Promise.all(
        texts.map((text) =>
          Promise.all(
            tools.map(async (id) => {
              const { card } = service.library.require(id);
              const { options = {} } = assignedTool(card, kind);
              const { verdict } = await service.runTool({ id, options }, query, { text });
              return verdict.status === 'scored' ? shareOf(verdict.value, card) : null;
            }),
          ),
        ),
      ),
  };
}
