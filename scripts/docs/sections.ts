/**
 * The order of the site: its sections, and the pages of each by their path below `docs/`, without the ending. Pages that stand in
 * no file are made of the code: `tools/…`, `commands`, `api`. A test holds every page of `docs/` to this table.
 */
export interface Section {
  readonly title: string;
  readonly pages: readonly string[];
}

export const SECTIONS: readonly Section[] = [
  { title: 'First steps', pages: ['README', 'input', 'dashboard', 'commands', 'words'] },
  {
    title: 'Your trainer',
    pages: [
      'trainers/README',
      'trainers/no-reward',
      'trainers/wires',
      'trainers/steps',
      'trainers/verl',
      'trainers/trl',
      'trainers/openrlhf',
      'trainers/slime',
      'trainers/ms-swift',
      'trainers/nemo-gym',
      'trainers/verifiers',
      'trainers/skyrl',
      'trainers/areal',
      'trainers/roll',
      'trainers/open-instruct',
      'trainers/eval-protocol',
      'trainers/openai-grader',
      'trainers/verl-router',
      'trainers/rlar-paper',
    ],
  },
  {
    title: 'How it decides',
    pages: ['how-it-decides', 'reading-responses', 'policy-agent', 'library', 'evolution'],
  },
  {
    title: 'Tools',
    pages: ['tools/README', 'bring-your-own', 'acquire', 'admission', 'reward-models', 'judges', 'writing'],
  },
  { title: 'Techniques', pages: ['techniques', 'shaping', 'trajectories', 'grpo', 'grpo-figures', 'paper'] },
  {
    title: 'Operations',
    pages: ['operations', 'ledger', 'postgres', 'cluster', 'capacity', 'redteam'],
  },
  { title: 'Reference', pages: ['http', 'api', 'in-process', 'configuration', 'errors', 'benchmarks'] },
  {
    title: 'The project',
    pages: [
      'results',
      'results-verdicts',
      'results-agents',
      'results-learned',
      'results-orchestration',
      'side-by-side',
      'results-speed',
      'results-trainers',
      'contributing',
      'changelog',
    ],
  },
];

/** Pages of the repository that stand beside `docs/`, by their path on the site. */
export const ROOT_PAGES: Readonly<Record<string, string>> = {
  contributing: 'CONTRIBUTING.md',
  changelog: 'CHANGELOG.md',
};
