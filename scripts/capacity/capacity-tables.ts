import { ASSUMED, CONSTANTS } from './constants.ts';
import { type Load, type Need, planCapacity, serveSeconds, turnSeconds, USUAL } from './plan-capacity.ts';

const DAY = 86_400;

/** @returns a number with two or three digits that count, in groups of three */
function figure(value: number): string {
  if (!Number.isFinite(value)) return 'no end of';
  if (value >= 1e9) return `${Number((value / 1e9).toPrecision(2))} · 10⁹`;
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(2))} · 10⁶`;
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** @returns the plan for a load as a table of Markdown */
export function planTable(load: Load): string {
  const { needs, mean, atPeak, serve, sandbox } = planCapacity(load);
  const [first] = needs;
  return [
    `${figure(load.rewardsPerDay)} rewards a day: ${figure(mean)} a second in the mean, ${figure(atPeak)} at the peak (${load.peak} ×). ${figure(100 * load.maths)} % mathematics, ${figure(100 * load.programs)} % programs, ${figure(100 * load.judged)} % judged, kept ${load.days} days: ${serve} × serve, ${sandbox} × sandbox, 2 × agents. **First to break: ${first?.name}**${isOver(first) ? ', and it does' : ''}.`,
    '',
    '| what | needed | there is | breaks at, rewards a day | then |',
    '| --- | --- | --- | --- | --- |',
    ...needs.map(
      (need) =>
        `| ${need.name} | ${isOver(need) ? `**${figure(need.needed)}**` : figure(need.needed)} ${need.unit} | ${need.most === null ? 'as many machines as you like' : figure(need.most)} | ${need.breaksAt === null ? '–' : figure(need.breaksAt)} | ${need.remedy} |`,
    ),
  ].join('\n');
}

/** @returns what 1 to 200 replicas of `serve` bear over one database */
export function replicasTable(): string {
  const rows = [1, 3, 10, 30, 100, 200].map((replicas) => {
    const own = (replicas * ASSUMED.serveCores * ASSUMED.used) / serveSeconds(USUAL);
    const shared = ASSUMED.used / (CONSTANTS.database.value * 1e-6);
    const [perSecond, limit] =
      own <= shared ? [own, 'their own processors'] : [shared, 'the one commit at a time'];
    const turn = turnSeconds(perSecond, replicas);
    const connections = (replicas + 2) * ASSUMED.connections;
    const over = connections > ASSUMED.mostConnections ? ', and the connections' : '';
    return `| ${replicas} | ${figure(own)} | ${figure(perSecond)} | ${figure((perSecond * DAY) / USUAL.peak)} | ${figure(turn)} s | ${figure(connections)} | ${limit}${over} |`;
  });
  return [
    '| serve replicas | rewards/s by their processors | and over one database | rewards a day at that peak | between two commits of a replica | connections | what bounds it |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** @returns the constants with their commands */
export function constantsTable(): string {
  return [
    '| | measured | value | command |',
    '| --- | --- | --- | --- |',
    ...Object.values(CONSTANTS).map(
      ({ sign, what, value, unit, command }) => `| ${sign} | ${what} | ${value} ${unit} | \`${command}\` |`,
    ),
  ].join('\n');
}

function isOver(need: Need | undefined): boolean {
  return need !== undefined && need.most !== null && need.needed > need.most;
}
