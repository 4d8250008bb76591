import { z } from 'zod';

/**
 * Every error of rlar, as one table: a code, the boundary that caused it, the HTTP status it maps to, whether trying
 * the same again can help, and what to do. docs/errors.md lists the same rows; a test holds the two together.
 */
const boundary = z.enum([
  'request',
  'file',
  'config',
  'tool',
  'library',
  'store',
  'server',
  'sandbox',
  'model',
  'hub',
]);
export type Boundary = z.infer<typeof boundary>;

interface ErrorRow {
  readonly boundary: Boundary;
  readonly status: number;
  readonly retryable: boolean;
  readonly meaning: string;
  readonly remedy: string;
}

export const ERRORS = {
  RLAR_INVALID_REQUEST: {
    boundary: 'request',
    status: 400,
    retryable: false,
    meaning: 'The request is not JSON, or does not have the documented shape.',
    remedy: 'Correct the field that the message names; /openapi.json has the shapes.',
  },
  RLAR_INVALID_GROUP: {
    boundary: 'request',
    status: 400,
    retryable: false,
    meaning: 'One group of a batch does not have the documented shape; the others are answered.',
    remedy: 'Correct the field that the message names.',
  },
  RLAR_INVALID_RESPONSE: {
    boundary: 'request',
    status: 400,
    retryable: false,
    meaning: 'One response of a group is null or of a wrong type; the other responses are scored.',
    remedy:
      'Send a text, a list of messages, or an object with text or steps; an empty answer is the empty text.',
  },
  RLAR_BODY_TOO_LARGE: {
    boundary: 'request',
    status: 413,
    retryable: false,
    meaning: 'The body is larger than the configured limit.',
    remedy: 'Send smaller batches, or raise limits.bodyBytes.',
  },
  RLAR_BATCH_TOO_LARGE: {
    boundary: 'request',
    status: 413,
    retryable: false,
    meaning: 'The batch has more rollouts than the configured limit.',
    remedy: 'Send smaller batches, or raise limits.batchRollouts.',
  },
  RLAR_TEXT_TOO_LONG: {
    boundary: 'request',
    status: 413,
    retryable: false,
    meaning: 'A text is longer than the configured limit.',
    remedy: 'Cut the text, or raise limits.textCharacters.',
  },
  RLAR_UNAUTHORIZED: {
    boundary: 'request',
    status: 401,
    retryable: false,
    meaning: 'The token is missing or wrong.',
    remedy: 'Send Authorization: Bearer TOKEN with the token of RLAR_TOKEN.',
  },
  RLAR_READ_ONLY: {
    boundary: 'request',
    status: 403,
    retryable: false,
    meaning: 'The request would change something, and this server only shows a ledger.',
    remedy: 'Send it to `rlar serve`, or use the command line.',
  },
  RLAR_TOKEN_NEEDED: {
    boundary: 'request',
    status: 403,
    retryable: false,
    meaning: 'The request changes what the server serves, which only a server with a token does.',
    remedy: 'Start the server with RLAR_TOKEN, or use the command line, such as `rlar library rollback`.',
  },
  RLAR_FOREIGN_PAGE: {
    boundary: 'request',
    status: 403,
    retryable: false,
    meaning:
      'A web page of another origin sent the request, or a page left out the header that shows it is of this server.',
    remedy:
      'Open the dashboard at the address of the server itself. Programs send neither Origin nor Sec-Fetch-Site.',
  },
  RLAR_NOT_FOUND: {
    boundary: 'request',
    status: 404,
    retryable: false,
    meaning: 'There is no such route, tool, reward, run, acquisition or snapshot.',
    remedy:
      'Check what the message names. `rlar tools list`, `rlar ledger list`, `rlar acquisitions list` and `rlar library log` show what there is, as do GET /v1/tools and /openapi.json.',
  },
  RLAR_NO_REWARD: {
    boundary: 'request',
    status: 422,
    retryable: false,
    meaning: 'There is no reward for a rollout, and the trainer that asks takes nothing but numbers.',
    remedy:
      'The message says why; `rlar assign` shows what a query gets. With `noReward: neutral` for the trainer a mixed run goes on: such a rollout gets the mean of its group, which moves no gradient. docs/trainers/no-reward.md has each trainer’s setting.',
  },
  RLAR_OVERLOADED: {
    boundary: 'server',
    status: 503,
    retryable: true,
    meaning: 'The queue is full, or a request waited in it longer than it may.',
    remedy:
      'Try again after the Retry-After seconds; raise limits.queuedRollouts or add a replica if it lasts.',
  },
  RLAR_CANCELLED: {
    boundary: 'request',
    status: 499,
    retryable: true,
    meaning:
      'The client closed its connection before the answer, so its work was ended. Nothing of it was recorded.',
    remedy: 'Send the request again, with a longer timeout where the client gave up.',
  },
  RLAR_SHUTTING_DOWN: {
    boundary: 'server',
    status: 503,
    retryable: true,
    meaning: 'The server is stopping and takes no new work.',
    remedy: 'Try again when it is back.',
  },
  RLAR_BIND_REFUSED: {
    boundary: 'config',
    status: 500,
    retryable: false,
    meaning: 'The server was asked to listen beyond this machine without a token.',
    remedy: 'Set RLAR_TOKEN, or bind 127.0.0.1.',
  },
  RLAR_LISTEN_FAILED: {
    boundary: 'server',
    status: 500,
    retryable: true,
    meaning:
      'The server cannot listen on that address: the port is taken, or the host is not of this machine.',
    remedy: 'Use another --port (0 for any free one) or --host.',
  },
  RLAR_DASHBOARD_MISSING: {
    boundary: 'server',
    status: 503,
    retryable: false,
    meaning:
      'The dashboard, or the documentation, is not built, and cannot be built here. All else is served.',
    remedy:
      'In a checkout run `npm ci`, which brings what builds it, and open the page again. A package brings both.',
  },
  RLAR_OUTPUT_FAILED: {
    boundary: 'file',
    status: 500,
    retryable: true,
    meaning: 'An output file cannot be opened or written, or another run is writing it.',
    remedy: 'Check the path, its permissions and the space on the disk.',
  },
  RLAR_INVALID_CONFIG: {
    boundary: 'config',
    status: 500,
    retryable: false,
    meaning: 'The configuration does not have the documented shape.',
    remedy: 'Correct the field that the message names.',
  },
  RLAR_INVALID_LINE: {
    boundary: 'file',
    status: 400,
    retryable: false,
    meaning: 'A line of an input file is no rollout or group; the other lines are scored.',
    remedy: 'Correct the line that the message names; `rlar check FILE` lists them all.',
  },
  RLAR_FILE_UNREADABLE: {
    boundary: 'file',
    status: 400,
    retryable: false,
    meaning: 'An input file is missing, empty, or not of the format its name says.',
    remedy: 'Check the path and the format: JSONL, a JSON list, CSV, TSV or Parquet, gzipped or not.',
  },
  RLAR_TOOL_DEADLINE: {
    boundary: 'tool',
    status: 504,
    retryable: true,
    meaning:
      'A tool that waits on something else (an endpoint, your own function) took longer than its card allows and was stopped.',
    remedy:
      'See whether what it waits on answers; raise deadlineMs of the card, or set its overTime where slow rollouts are to earn the bottom.',
  },
  RLAR_NOT_CALIBRATED: {
    boundary: 'tool',
    status: 500,
    retryable: false,
    meaning:
      'A reward model stands beside other tools in an assignment, and its card does not say what its values mean.',
    remedy: 'Give its card a calibration, or assign it alone.',
  },
  RLAR_TOOL_STARVED: {
    boundary: 'tool',
    status: 503,
    retryable: true,
    meaning:
      'The machine had no processor for a tool or for the program that it runs, or no place of the tool came free, in the time that it may take.',
    remedy: 'Try again; run less beside it, or give the service more processors.',
  },
  RLAR_TOOL_UNHEALTHY: {
    boundary: 'tool',
    status: 503,
    retryable: true,
    meaning:
      'A tool says that it cannot work now (its endpoint does not answer), or could not be opened; it was not called.',
    remedy:
      'See whether what it works with is up: `rlar doctor` asks it. It is asked again at intervals, so try again later.',
  },
  RLAR_TOOL_CRASHED: {
    boundary: 'tool',
    status: 500,
    retryable: false,
    meaning: 'A tool threw, or its worker died.',
    remedy: 'Report it with the output of `rlar explain ID`.',
  },
  RLAR_TOOL_INVALID_RESULT: {
    boundary: 'tool',
    status: 500,
    retryable: false,
    meaning:
      'A tool returned something that is no result, or a value that is not finite or out of its range.',
    remedy:
      'Correct the tool: it must return scored, unscored or failed, with a value in the range of its card.',
  },
  RLAR_TOOL_UNAVAILABLE: {
    boundary: 'library',
    status: 404,
    retryable: false,
    meaning: 'A pinned tool is not in the library snapshot.',
    remedy: '`rlar tools list` shows what can be pinned.',
  },
  RLAR_SNAPSHOT_UNAVAILABLE: {
    boundary: 'library',
    status: 409,
    retryable: false,
    meaning: 'A run is pinned to a library snapshot that is not recorded here.',
    remedy: 'Serve the run over the RLAR_HOME that it began with, or go on under another run name.',
  },
  RLAR_VERSION_GONE: {
    boundary: 'library',
    status: 409,
    retryable: false,
    meaning:
      'A reward function needs a version of a tool that is not here any more: a changed built-in tool, or a deleted folder. Another version never stands in for it.',
    remedy:
      'Serve the run with the rlar and the RLAR_HOME that it began with, or go on under another run name.',
  },
  RLAR_INVALID_TOOL: {
    boundary: 'library',
    status: 500,
    retryable: false,
    meaning: 'A tool card does not have the documented shape, or its id is taken.',
    remedy: 'Correct the field that the message names.',
  },
  RLAR_DISK_FULL: {
    boundary: 'store',
    status: 507,
    retryable: true,
    meaning:
      'The disk is full: the ledger cannot be written (nothing unrecorded was acknowledged), or a model has no room.',
    remedy:
      'Free space there (for RLAR_DATABASE_URL: on the server of the database) or run `rlar ledger prune`; onFull: "continue" scores on without recording.',
  },
  RLAR_STORE_FAILED: {
    boundary: 'store',
    status: 500,
    retryable: true,
    meaning: 'The store cannot be opened, read or written.',
    remedy: 'Check the path and its permissions; the message has the cause.',
  },
  RLAR_DATABASE_UNREACHABLE: {
    boundary: 'store',
    status: 503,
    retryable: true,
    meaning:
      'The database of RLAR_DATABASE_URL does not answer: it is down or starting, its address is wrong, the network is cut, or it has no connection left.',
    remedy:
      'Start the server or mend the network, and check host and port in RLAR_DATABASE_URL and `max_connections` of the server. rlar connects again by itself.',
  },
  RLAR_DATABASE_REFUSED: {
    boundary: 'store',
    status: 500,
    retryable: false,
    meaning:
      'The database of RLAR_DATABASE_URL refuses: the password or the name of the database is wrong, the user may not make or write the tables, or the server only reads.',
    remedy:
      'Check user, password and database in RLAR_DATABASE_URL, and let the user own the schema (GRANT USAGE, CREATE ON SCHEMA public TO user); for jobs of agents also GRANT CREATE ON DATABASE. A standby cannot be written: name the primary.',
  },
  RLAR_DATABASE_TOO_OLD: {
    boundary: 'store',
    status: 500,
    retryable: false,
    meaning: 'The server of RLAR_DATABASE_URL is a PostgreSQL that is too old.',
    remedy:
      'Upgrade it to PostgreSQL 13 or later, or leave RLAR_DATABASE_URL out: a home keeps its own file.',
  },
  RLAR_STORE_NEWER: {
    boundary: 'store',
    status: 500,
    retryable: false,
    meaning: 'The store was written by a newer rlar.',
    remedy: 'Upgrade rlar, or use another RLAR_HOME or another database.',
  },
  RLAR_SANDBOX_MISSING: {
    boundary: 'sandbox',
    status: 500,
    retryable: false,
    meaning: 'Programs cannot be run because bubblewrap is not installed or may not make namespaces here.',
    remedy: 'Install bubblewrap (Debian: apt-get install bubblewrap) and allow unprivileged user namespaces.',
  },
  RLAR_SANDBOX_FAILED: {
    boundary: 'sandbox',
    status: 500,
    retryable: true,
    meaning: 'The sandbox itself broke.',
    remedy: 'Try again; the message has the cause.',
  },
  RLAR_GATHERING_SPLIT: {
    boundary: 'request',
    status: 400,
    retryable: false,
    meaning:
      'Samples of a group were to be gathered over several requests (`group_window_ms`), and a load balancer may send them to different processes.',
    remedy:
      'Send whole groups, or have the balancer send each run to one process and set trainers.gatherAcrossRequests: true; docs/cluster.md.',
  },
  RLAR_SANDBOX_ABSENT: {
    boundary: 'sandbox',
    status: 503,
    retryable: true,
    meaning:
      'No process of the role sandbox took a program, or the queue between it and this process could not be reached.',
    remedy:
      'Start `rlar serve --role sandbox` over the same RLAR_DATABASE_URL, and try again; docs/cluster.md.',
  },
  RLAR_MODEL_MISSING: {
    boundary: 'config',
    status: 501,
    retryable: false,
    meaning: 'This needs a language model, and none is configured.',
    remedy:
      'Set RLAR_LLM_BASE_URL and RLAR_LLM_MODEL (and RLAR_LLM_API_KEY where the endpoint wants one), or RLAR_LLM_CASSETTE to replay a recording; docs/acquire.md.',
  },
  RLAR_MODEL_UNREACHABLE: {
    boundary: 'model',
    status: 502,
    retryable: true,
    meaning:
      'The language model did not answer, after every retry: no connection, too slow, overloaded, or broken on its side.',
    remedy: 'Check RLAR_LLM_BASE_URL and the endpoint; start the same acquisition again and it goes on.',
  },
  RLAR_MODEL_REFUSED: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning:
      'The endpoint refused the request: a wrong key, an unknown model, a request that it does not take.',
    remedy: 'Check RLAR_LLM_API_KEY and RLAR_LLM_MODEL; the message has what the endpoint said.',
  },
  RLAR_MODEL_TRUNCATED: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning: 'The model’s answer was cut off at its token limit, so it is no answer.',
    remedy: 'Raise llm.maxTokens, or use a model that thinks less.',
  },
  RLAR_MODEL_INVALID_OUTPUT: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning: 'The model answered twice without the required shape.',
    remedy: 'Use a more capable model, or one whose endpoint supports structured output.',
  },
  RLAR_SCORER_UNREACHABLE: {
    boundary: 'model',
    status: 503,
    retryable: true,
    meaning:
      'The server of a reward model did not answer, after every retry: no connection, too slow, overloaded, or broken on its side.',
    remedy: 'Check that the server runs at the address of the tool; the items can be scored again.',
  },
  RLAR_SCORER_REFUSED: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning: 'The server of a reward model refused the request; the message has what it said.',
    remedy:
      'Check that the runtime of the adapter is the one that serves, and that its version takes such a request.',
  },
  RLAR_SCORER_INVALID: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning:
      'The answer of a reward model is not what its runtime gives: a wrong number of items or labels, no finite number, another shape. No score is read from it.',
    remedy: 'Check the adapter against the model that is served, and the log of the server.',
  },
  RLAR_WORKER_FAILED: {
    boundary: 'model',
    status: 500,
    retryable: false,
    meaning:
      'The process that runs a reward model for rlar cannot load it: files that are none of its kind or were changed, or packages that are missing.',
    remedy: 'Deploy the model again with `rlar models deploy`; the message has what the process said.',
  },
  RLAR_WORKER_ENVIRONMENT: {
    boundary: 'model',
    status: 500,
    retryable: true,
    meaning: 'The Python environment that a reward model needs cannot be made on this machine.',
    remedy:
      'Read what Python or pip said: it needs Python 3.10 or later with venv, a package index, and some GB of disk. Then deploy again.',
  },
  RLAR_MODEL_TOO_LARGE: {
    boundary: 'model',
    status: 507,
    retryable: true,
    meaning: 'The machine has too little free memory for a reward model; nothing was started.',
    remedy: 'Free memory, choose a smaller model, or serve it on another machine and add its address.',
  },
  RLAR_BUDGET_SPENT: {
    boundary: 'model',
    status: 429,
    retryable: false,
    meaning:
      'The next call, or the judges of the next group, would exceed a budget of calls, tokens or US dollars.',
    remedy:
      'For an acquisition raise acquire.maxCalls, acquire.maxTokens or acquire.maxUsd and start it again; for judges raise judges.budget, or judge_budget of a new run.',
  },
  RLAR_CASSETTE_MISS: {
    boundary: 'model',
    status: 502,
    retryable: false,
    meaning: 'The recording has no answer to this request, and no endpoint is configured to ask.',
    remedy: 'Record it: set RLAR_LLM_BASE_URL and RLAR_LLM_MODEL beside RLAR_LLM_CASSETTE and run again.',
  },
  RLAR_CASSETTE_INVALID: {
    boundary: 'file',
    status: 500,
    retryable: false,
    meaning: 'The folder of a recording cannot be read or written, or is not one.',
    remedy: 'Check the path of RLAR_LLM_CASSETTE; an empty folder starts a recording.',
  },
  RLAR_ACQUISITION_RUNNING: {
    boundary: 'library',
    status: 409,
    retryable: true,
    meaning: 'Another process works on this acquisition, or on one with the same target.',
    remedy:
      'Wait for it (`rlar acquisitions list` shows it). If that process has died, its lease ends within 15 seconds; then ask again.',
  },
  RLAR_HUB_UNREACHABLE: {
    boundary: 'hub',
    status: 503,
    retryable: true,
    meaning:
      'The hub of models does not answer, or answers with an error of its own, several times in a row.',
    remedy: 'Check HF_ENDPOINT and the network to it, then try again.',
  },
  RLAR_HUB_RATE_LIMITED: {
    boundary: 'hub',
    status: 503,
    retryable: true,
    meaning: 'The hub asks to wait longer than a command waits.',
    remedy: 'Try again later; a token in HF_TOKEN has a larger allowance.',
  },
  RLAR_HUB_NOT_FOUND: {
    boundary: 'hub',
    status: 404,
    retryable: false,
    meaning: 'The hub has no such model, commit or file, or does not show it without a token.',
    remedy: 'Check the id; for a private model set HF_TOKEN.',
  },
  RLAR_HUB_GATED: {
    boundary: 'hub',
    status: 403,
    retryable: false,
    meaning: 'The files of a model are shown only to those who accepted its terms.',
    remedy: 'Accept the terms on the page of the model, and set HF_TOKEN.',
  },
  RLAR_HUB_INVALID: {
    boundary: 'hub',
    status: 502,
    retryable: false,
    meaning: 'The hub answers with what is no answer of its interface, or points to another server.',
    remedy: 'Check that HF_ENDPOINT is the address of a hub.',
  },
  RLAR_DOWNLOAD_BROKEN: {
    boundary: 'hub',
    status: 502,
    retryable: true,
    meaning:
      'A file of a model is not what the hub said it is: another size or another checksum. It was thrown away.',
    remedy: 'Deploy again. Where it happens twice, the hub or something on the way to it changes the file.',
  },
  RLAR_INTERNAL: {
    boundary: 'server',
    status: 500,
    retryable: true,
    meaning: 'A defect of rlar.',
    remedy: 'Report it with the message.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** An error as it stands on the wire and in the ledger. */
export const errorBodySchema = z.object({
  code: errorCode,
  boundary,
  retryable: z.boolean(),
  message: z.string(),
});
export type ErrorBody = Readonly<z.infer<typeof errorBodySchema>>;

/** Every error that rlar throws on purpose. `message` says what happened here; the table says what it means. */
export class RlarError extends Error {
  override readonly name = 'RlarError';
  readonly code: ErrorCode;
  readonly #remedy: string | undefined;

  /** @param options `remedy`: what to do in this case, where the table's general advice would mislead */
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; remedy?: string }) {
    super(message, options);
    this.code = code;
    this.#remedy = options?.remedy;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** The remedy: for this case where there is one, else for the code. */
  get remedy(): string {
    return this.#remedy ?? ERRORS[this.code].remedy;
  }

  toBody(): ErrorBody {
    return errorBody(this.code, this.message);
  }
}

export function errorBody(code: ErrorCode, message: string): ErrorBody {
  const row = ERRORS[code];
  return { code, boundary: row.boundary, retryable: row.retryable, message };
}

/** @returns `thrown` as an RlarError: itself, or wrapped under `code` */
export function asRlarError(thrown: unknown, code: ErrorCode = 'RLAR_INTERNAL'): RlarError {
  if (thrown instanceof RlarError) return thrown;
  return new RlarError(code, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
