import { get } from '../../api/client.ts';
import { isCopy } from '../../api/copy.ts';
import type { ToolCard, ToolHistory } from '../../api/types.ts';
import { useData } from '../../api/use-data.ts';
import { Chart } from '../../parts/chart.tsx';
import { Download } from '../../parts/download.tsx';
import { rewardText, shareText } from '../../parts/format.ts';
import { Interval } from '../../parts/interval.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';
import { EvidenceState } from '../library.tsx';
import { Gate } from './gate.tsx';
import { Entries } from './log.tsx';

/** The range of a tool without bounds ends here. */
const BEYOND = 1e300;

/** One tool: what it checks, what it was tested on gate by gate, what its values mean, and what happened to it. */
export function Card({ id }: { readonly id: string }) {
  const path = `v1/tools/${encodeURIComponent(id)}`;
  const found = useData(path, (signal) => get<ToolCard>(path, {}, { signal }));
  const history = useData(`${path}/history`, (signal) => get<ToolHistory>(`${path}/history`, {}, { signal }));
  return (
    <div class="stack">
      {found.data === null && <PageHead title={id} above={<a href={link('library')}>Library</a>} />}
      <Loaded from={found}>
        {(card) => (
          <>
            <PageHead title={`${card.id}@${card.version}`} above={<a href={link('library')}>Library</a>}>
              <EvidenceState card={card} />
              <a class="quiet" href={link('rewards', { tool: card.id })}>
                its rewards
              </a>
            </PageHead>
            <About card={card} />
            <Evidence card={card} />
            {card.calibration && (
              <section class="card" aria-label="Calibration">
                <Chart
                  title="Calibration: what a value means"
                  at={card.calibration.map(({ value }) => value)}
                  series={[{ label: 'share', values: card.calibration.map(({ share }) => share) }]}
                  range={[0, 1]}
                  place={(value) => `value ${rewardText(value)}`}
                />
              </section>
            )}
          </>
        )}
      </Loaded>
      <Loaded from={history}>
        {({ items, agreement }) => (
          <>
            <Agreement of={agreement} />
            <section class="card" aria-label="History">
              <h2>History</h2>
              {items.length === 0 ? (
                <p class="quiet">It came with this version of rlar, and nothing was published of it since.</p>
              ) : (
                <Entries items={items} tool={id} />
              )}
            </section>
          </>
        )}
      </Loaded>
    </div>
  );
}

function About({ card }: { readonly card: ToolCard }) {
  const { title, description, type, slot, kinds, needs, range, execution, deadlineMs, provenance } = card;
  const bounds = Math.abs(range[0]) < BEYOND ? `${range[0]} to ${range[1]}` : 'without bounds';
  const facts = [
    ['type', `${type}, fills the slot ${slot}, ${bounds}`],
    ['serves', (card.constraint ?? kinds.join(', ')) || 'no kind: pinned only'],
    ['needs', needs.join(', ') || 'nothing'],
    ['runs', `${execution}, at most ${deadlineMs} ms${card.deterministic ? '' : ', stochastic'}`],
    ['origin', [provenance.origin, provenance.source, provenance.license].filter(Boolean).join(', ')],
    ['cost', card.costPer1000 === 0 ? 'none' : `$${card.costPer1000} for 1,000 rollouts`],
  ];
  return (
    <section class="card" aria-label="About">
      <h2>
        <Words>{title}</Words>
      </h2>
      <p>
        <Words>{description}</Words>
      </p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Words>{value ?? ''}</Words>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Evidence({ card: { evidence } }: { readonly card: ToolCard }) {
  if (!evidence)
    return (
      <section class="card" aria-label="Evidence">
        <h2>Evidence</h2>
        <p>None. The tool can be pinned, and is never routed to.</p>
      </section>
    );
  return (
    <section class="card" aria-label="Evidence">
      <h2>Evidence, gate by gate</h2>
      {evidence.gates.map((gate, at) => (
        <details key={at} open={gate.outcome === 'failed'}>
          <summary>
            <Words>{`${gate.gate} ${gate.name}`}</Words>{' '}
            <span class={`outcome ${gate.outcome}`}>{gate.outcome}</span>
          </summary>
          <Gate gate={gate} />
        </details>
      ))}
      {evidence.labelled.length > 0 && (
        <>
          <h3>On labelled sets</h3>
          <PlainTable
            label="On labelled sets"
            heads={['set', 'items', 'scored', 'accuracy', 'false positives', 'false negatives']}
            numeric={[1, 2, 3, 4, 5]}
            rows={evidence.labelled.map((set) => [
              <Words>{set.set}</Words>,
              set.items,
              set.scored,
              shareText(set.accuracy, 1),
              set.falsePositives,
              set.falseNegatives,
            ])}
          />
        </>
      )}
    </section>
  );
}

function Agreement({ of }: { readonly of: ToolHistory['agreement'] }) {
  const { verdicts, agree, falsePositives, falseNegatives, share } = of;
  return (
    <section class="card" aria-label="What people say">
      <h2>What people say</h2>
      {share === null ? (
        <p class="quiet">
          Nobody gave a verdict on its rewards yet. On the page of a reward, “this is wrong” does.
        </p>
      ) : (
        <p>
          Of {verdicts} verdicts {agree} agree ({shareText(share.value, 1)}){' '}
          <Interval
            {...share}
            from={0}
            to={1}
            words={`from ${shareText(share.low, 1)} to ${shareText(share.high, 1)}`}
          />{' '}
          · it paid {falsePositives} that people call wrong, and did not pay {falseNegatives} that they call
          right.
        </p>
      )}
      {!isCopy && (
        <p class="quiet">
          <Download path="v1/feedback?as=rows" name="verdicts.jsonl">
            Save all verdicts as labelled rows
          </Download>{' '}
          for a regression set: `rlar gold add` and the gates read them.
        </p>
      )}
    </section>
  );
}
