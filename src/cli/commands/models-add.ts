import { type Command, Option } from 'commander';
import { z } from 'zod';
import { addRewardModel } from '../../admission/added-tools/add-reward-model.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { tuneHeads } from '../../admission/added-tools/tune-heads.ts';
import { loadConfig } from '../../config.ts';
import { fileJson } from '../../intake/file-text.ts';
import { allowancesOf } from '../../library/added-tools/code-allowance.ts';
import { chatTemplateOf } from '../../models/reward-models/chat-template.ts';
import { type AdapterSpec, adapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { openPlace } from '../library-place.ts';
import { ALLOW_CODE, readAllowCode } from '../read-demand.ts';
import { BEHIND_HELP, PAIRS_HELP, SHAPE_HELP, showAdded, TRANSLATION_HELP } from '../reward-model-page.ts';

/** Milliseconds that all calls of tuning may take. */
const TUNE_MS = 600_000;

const flagsShape = z.object({
  url: z.url({ protocol: /^https?$/, error: 'expected http://HOST:PORT' }).refine((url) => {
    const { username, password } = new URL(url);
    return username === '' && password === '';
  }, 'holds a password, which would stand in the card'),
  id: z.string().optional(),
  kind: z.array(z.string()).optional(),
  license: z.string().optional(),
  pairs: z.string().optional(),
  second: z.string().optional(),
  tokenizer: z.string().optional(),
  tune: z.string().optional(),
  translation: z.enum(['sem', 'mix']).optional(),
  other: z.array(z.url({ protocol: /^https?$/ })).optional(),
  shape: z.enum(['par', 'raw']).optional(),
  reference: z.enum(['yes', 'no']).default('no'),
  behind: z.boolean().optional(),
  allowCode: z.array(z.string()).optional(),
  json: z.boolean().optional(),
  config: z.string().optional(),
});

export function modelsAddCommand(models: Command): void {
  models
    .command('add')
    .argument('<spec>', 'JSON: an adapter, or what `rlar models choose --json` printed')
    .description('probes a reward model that a server serves, and makes it a provisional tool')
    .requiredOption('--url <url>', 'where it is served, as http://HOST:PORT')
    .addOption(new Option('--translation <how>', TRANSLATION_HELP).choices(['sem', 'mix']))
    .option('--id <id>', 'its name in the library; made from the model’s by default')
    .option('--kind <kind...>', 'kinds that it may be routed to where provisional tools are allowed')
    .option('--shape <shape>', SHAPE_HELP)
    .option('--reference <answer>', 'whether the queries carry a reference: yes or no', 'no')
    .option(
      '--other <url...>',
      'other servers of the same commit, for groups that the first does not serve whole',
    )
    .option(
      '--tune <file>',
      'pairs, with a column user if there are several, that the weights of several heads are learned from',
    )
    .option('--tokenizer <file>', 'tokenizer_config.json whose chat template rlar is to lay chats out by')
    .option('--behind', BEHIND_HELP)
    .option(...ALLOW_CODE)
    .option('--license <license>', 'licence of the model, for its card')
    .option('--pairs <file>', PAIRS_HELP)
    .option(
      '--second <id>',
      'another reward model of the library, for a second opinion on the pairs (gate G7)',
    )
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, given: unknown) => {
      const {
        kind,
        config,
        json,
        url,
        pairs,
        tokenizer,
        other = [],
        tune,
        reference,
        allowCode,
        ...parts
      } = parseOrThrow(flagsShape, given, {
        code: 'RLAR_INVALID_TOOL',
        prefix: '--',
      });
      const read = withTemplate(readSpec(file), tokenizer);
      const spec =
        tune === undefined ? read : await tuneHeads(read, url, readPairs(tune), AbortSignal.timeout(TUNE_MS));
      const place = await openPlace(await loadConfig(config), true);
      try {
        const added = await addRewardModel(place, spec, {
          ...parts,
          by: { url, others: other },
          allowedCode: allowancesOf(readAllowCode(allowCode), '--allow-code'),
          carriesReference: reference === 'yes',
          ...(kind && { kinds: kind }),
          ...(pairs !== undefined && { pairs: readPairs(pairs) }),
        });
        showAdded(added, json ?? false);
      } finally {
        await place.live.close();
      }
    });
}

/** What `rlar models choose --json` prints: the choice may be none, and its adapter may be unknown. */
const chosen = z.object({
  choice: z
    .object({ adapter: z.unknown().optional(), missing: z.array(z.string()).nullish().catch(null) })
    .nullable(),
});

function withTemplate(spec: AdapterSpec, tokenizer: string | undefined): AdapterSpec {
  if (tokenizer === undefined) return spec;
  const { template, tokens } = chatTemplateOf(
    fileJson(tokenizer, 'Name the tokenizer_config.json of the model.'),
  );
  return { ...spec, chatTemplate: template, templateTokens: tokens };
}

/** @throws RLAR_FILE_UNREADABLE, RLAR_INVALID_TOOL naming the field */
function readSpec(file: string): AdapterSpec {
  const value = fileJson(
    file,
    'Name the JSON file of an adapter, as `rlar models choose --json` writes it (docs/reward-models.md).',
  );
  const read = chosen.safeParse(value);
  if (read.success && !read.data.choice?.adapter) {
    const { choice } = read.data;
    const facts = choice?.missing?.length ? `: nobody knows ${choice.missing.join(', ')}` : '';
    const why = choice ? `the choice has no adapter${facts}` : 'no model was chosen';
    throw new RlarError('RLAR_INVALID_TOOL', `${file}: ${why}`, {
      remedy: 'Write the adapter by hand; docs/reward-models.md has a whole one.',
    });
  }
  return parseOrThrow(adapterSpec, read.success ? read.data.choice?.adapter : value, {
    whole: 'the adapter',
    code: 'RLAR_INVALID_TOOL',
    prefix: `${file}: `,
  });
}
