import type { PartFigures } from '../../api/types.ts';
import { countText, rewardText, shareText } from '../../parts/format.ts';
import { Words } from '../../parts/words.tsx';

interface PartsTableProps {
  readonly title: string;
  readonly parts: readonly PartFigures[];
  readonly href: (part: string) => string;
}

/** The parts of a run, with the figures of each: its kinds, its tools, the libraries that served it. */
export function PartsTable({ title, parts, href }: PartsTableProps) {
  if (parts.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <div class="scroll-x">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">name</span>
              </th>
              {['rewards', 'mean', 'none', 'no signal'].map((name) => (
                <th key={name} scope="col" class="numeric">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(({ part, rewards, scored, mean, groups, zeroSignal }) => (
              <tr key={part}>
                <th scope="row">
                  {part === null ? (
                    'none'
                  ) : (
                    <a href={href(String(part))}>
                      <Words>{String(part).split('+')[0]!}</Words>
                    </a>
                  )}
                </th>
                <td class="numeric">{countText(rewards)}</td>
                <td class="numeric">{rewardText(mean)}</td>
                <td class="numeric">{shareText(rewards - scored, rewards)}</td>
                <td class="numeric">{groups === null ? '–' : shareText(zeroSignal ?? 0, groups)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
