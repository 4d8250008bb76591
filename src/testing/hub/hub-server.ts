import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HubAnswer, type HubRequest, type HubState, hubFailure, jsonAnswer } from './hub-answer.ts';
import { fileAnswer } from './hub-file-answer.ts';
import { listAnswer, modelJson, treeAnswer } from './hub-list-answer.ts';
import type { HubModel } from './hub-model.ts';

interface HubServerOptions {
  readonly models: readonly HubModel[];
  /** Token that sees private models and the files of gated ones. */
  readonly token?: string;
  /** Models of a page, whatever the caller asks for. */
  readonly page?: number;
  /** Answers in place of the hub's own: for 429s, 500s and hostile servers. `undefined` lets the hub answer. */
  readonly before?: (request: HubRequest, index: number) => HubAnswer | undefined;
}

export interface HubServer {
  /** Its address: HF_ENDPOINT. */
  readonly url: string;
  readonly requests: readonly HubRequest[];
  /** Puts other models in place of those it has. */
  serve(models: readonly HubModel[]): void;
  close(): Promise<void>;
}

/**
 * A hub of models on the loopback address, for tests: lists with search, filters and pages, models pinned to commits,
 * files with ranges and ETags, and the errors that a hub gives.
 */
export async function hubServer(options: HubServerOptions): Promise<HubServer> {
  const requests: HubRequest[] = [];
  let models = options.models;
  const server = createServer((incoming, response) => {
    const origin = `http://${incoming.headers.host ?? '127.0.0.1'}`;
    const request = {
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', origin),
      headers: incoming.headers,
    };
    const index = requests.push(request) - 1;
    const trusted =
      options.token !== undefined && incoming.headers.authorization === `Bearer ${options.token}`;
    const answer =
      options.before?.(request, index) ?? answerOf(request, { models, trusted, page: options.page ?? 1000 });
    send(response, answer, request.method);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    serve(given) {
      models = given;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answerOf(request: HubRequest, state: HubState): HubAnswer {
  const { method, url } = request;
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
  const path = decodeURIComponent(url.pathname);
  if (path === '/api/models') return listAnswer(url, state);
  const tree = /^\/api\/models\/([\w.-]+\/[\w.-]+)\/tree\/([^/]+)(?:\/(.*))?$/.exec(path);
  const info = /^\/api\/models\/([\w.-]+\/[\w.-]+)(?:\/revision\/([^/]+))?$/.exec(path);
  const file = /^\/([\w.-]+\/[\w.-]+)\/(?:resolve|raw)\/([^/]+)\/(.+)$/.exec(path);
  const [, id = '', revision = 'main', inside = ''] = tree ?? info ?? file ?? [];
  const model = state.models.find((entry) => entry.id === id && (!entry.private || state.trusted));
  if (!model) return hubFailure(state.trusted ? 404 : 401, 'RepoNotFound', 'Repository not found');
  if (!['main', 'HEAD', model.sha].includes(revision))
    return hubFailure(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  if (tree) return treeAnswer(model, inside);
  if (info) return jsonAnswer(modelJson(model));
  if (model.disabled) return hubFailure(403, 'DisabledRepo', 'Access to this resource is disabled.');
  // A card is shown before the gate, as hubs do.
  if (model.gated && !state.trusted && inside !== 'README.md')
    return hubFailure(403, 'GatedRepo', `Access to model ${model.id} is restricted`);
  return fileAnswer(model, inside, request);
}

function send(
  response: ServerResponse,
  { status, headers = {}, body = '' }: HubAnswer,
  method: string,
): void {
  response.writeHead(status, headers);
  response.end(method === 'HEAD' ? undefined : body);
}
