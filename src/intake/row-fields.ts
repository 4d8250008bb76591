import { row } from './row-schema.ts';

/** The fields that may hold a reference. The first field with a value counts. */
export const REFERENCE_FIELDS = [
  'reference',
  'references',
  'answer',
  'answers',
  'ground_truth',
  'golden_answers',
  'label',
] as const;

/** The fields that may hold tests. */
export const TEST_FIELDS = ['tests', 'test', 'test_list', 'test_cases', 'input_output'] as const;

/** The fields that may hold the calls of tools that are wanted. The first field with a value counts. */
export const CALL_FIELDS = ['expected_calls', 'expected_tool_calls'] as const;

/** The fields that say by themselves what is right. */
export const RIGHT_ANSWER_FIELDS: readonly string[] = [
  ...REFERENCE_FIELDS,
  ...TEST_FIELDS,
  ...CALL_FIELDS,
  'reward_model',
  'solution',
  'constraints',
  'instruction_id_list',
];

/** The fields that may hold the allowed answers. */
export const OPTION_FIELDS = [
  'choices',
  'options',
  'answer_choices',
  'labels',
  'label_set',
  'label_names',
  'label_list',
  'candidate_labels',
  'classes',
  'class_names',
  'categories',
] as const;

/** The fields that may describe functions. */
export const TOOL_SPEC_FIELDS = ['tool_specs', 'functions', 'available_tools'] as const;

/** The fields with the outcome that an SQL query or a regular expression must have, by meaning. */
export const OUTCOME_FIELDS = {
  tables: ['ddl', 'db_schema', 'create_table'],
  rows: ['seed_rows', 'seed_data', 'inserts'],
  matched: ['match', 'should_match', 'positives'],
  refused: ['no_match', 'should_not_match', 'negatives'],
} as const;

/** The fields of a row that say nothing about its query: its run, its place in it, its responses and their labels. */
const SAMPLE_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'run', 'step', 'epoch', 'policy', 'group', 'templated', 'correct', 'finish_reason'],
  ...['response', 'responses', 'completion', 'completions', 'solution_str', 'steps', 'chosen', 'rejected'],
  ...['extra_info', 'columns'],
]);

/** The fields that make the query. A client that has the columns of a data set sends all of these as fields. */
export const QUERY_FIELDS: readonly string[] = Object.keys(row.shape).filter(
  (name) => !SAMPLE_FIELDS.has(name),
);
