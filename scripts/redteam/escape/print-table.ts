import type { EscapeAttack } from './attack.ts';
import { COLUMNS } from './paths.ts';
import { ATTACKS, type Cell, cells, EscapeTable, missingFor } from './table.ts';

const nameOf = ({ language, path }: Pick<Cell, 'language' | 'path'>): string =>
  path === 'engine' ? 'quickjs' : `${language} ${path}`;
const NAMES = COLUMNS.map(nameOf);

const mark = (cell: Cell, problems: readonly string[] | undefined): string => {
  if (cell.without !== null) return '–';
  if (problems === undefined) return 'not run';
  return problems.length === 0 ? 'held' : '**escaped**';
};

/** Why cells of an attack are empty: by reason, the languages where that is so on every path, else the columns. */
function reasons(attack: EscapeAttack): string {
  const found = cells().filter((cell) => cell.attack === attack && cell.without !== null);
  return [...Map.groupBy(found, ({ without }) => without)]
    .map(([why, list]) => {
      const languages = Map.groupBy(list, ({ language }) => language);
      const names = [...languages].flatMap(([language, own]) =>
        own.length === COLUMNS.filter((column) => column.language === language).length
          ? [language]
          : own.map(nameOf),
      );
      return `${names.join(', ')}: ${why}`;
    })
    .join('; ');
}

const onEngineAlone = ({ forms }: EscapeAttack): boolean => Object.keys(forms).join() === 'quickjs';

/**
 * Runs the escape table and prints it.
 * @param only part of the names of the attacks that are run, all by default
 * @returns whether every cell held
 */
export async function printEscapeTable(only = ''): Promise<boolean> {
  const table = new EscapeTable();
  await table.open();
  const outcomes = new Map<Cell, string[]>();
  const all = cells().filter(({ attack }) => attack.name.includes(only));
  for (const cell of all.filter(({ without }) => without === null)) {
    if (missingFor(cell.language) !== null) continue;
    const problems = await table.run(cell);
    outcomes.set(cell, problems);
    for (const problem of problems) console.error(`${nameOf(cell)}: ${cell.attack.name}: ${problem}`);
  }
  await table.close();
  const named = ATTACKS.filter(({ name }) => name.includes(only));
  const [engine, attacks] = [named.filter(onEngineAlone), named.filter((attack) => !onEngineAlone(attack))];
  console.log(`| attack | must be | ${NAMES.join(' | ')} |\n|${' --- |'.repeat(NAMES.length + 2)}`);
  for (const attack of attacks) {
    const row = all.filter((cell) => cell.attack === attack).map((cell) => mark(cell, outcomes.get(cell)));
    console.log(`| ${attack.name} | ${attack.expected} | ${row.join(' | ')} |`);
  }
  console.log('');
  for (const attack of engine) {
    const [cell] = all.filter((one) => one.attack === attack && one.without === null);
    console.log(
      `- quickjs alone: ${attack.name} (${attack.expected}): ${cell ? mark(cell, outcomes.get(cell)) : '–'}`,
    );
  }
  console.log('\nWhat does not apply, and why:\n');
  for (const attack of attacks) if (reasons(attack)) console.log(`- ${attack.name}: ${reasons(attack)}`);
  const held = [...outcomes.values()].filter((problems) => problems.length === 0).length;
  console.log(
    `\n${held} of ${outcomes.size} cells held; ${all.length - outcomes.size} do not apply or were not run.`,
  );
  return held === outcomes.size;
}
