import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const chatBody = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  seed: z.number().optional(),
  max_tokens: z.number().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
type ChatBody = z.infer<typeof chatBody>;

/** What the endpoint does with one request: answers with a text, or with what is said here. */
export type LocalAnswer =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly text?: string;
      readonly finish?: string;
      /** The body as it is, in place of a completion. */
      readonly body?: string;
      /** Never answers. */
      readonly silent?: boolean;
    };

export interface LocalEndpoint {
  readonly baseUrl: string;
  readonly requests: readonly { readonly body: ChatBody; readonly headers: IncomingHttpHeaders }[];
  /** The most requests that were open at once. */
  readonly mostOpen: number;
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint on the loopback address, for tests: `answer` says what each request gets. */
export async function localEndpoint(
  answer: (body: ChatBody, index: number) => LocalAnswer | Promise<LocalAnswer>,
): Promise<LocalEndpoint> {
  const requests: { body: ChatBody; headers: IncomingHttpHeaders }[] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chatBody.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    const index = requests.push({ body, headers: request.headers }) - 1;
    const given = await answer(body, index);
    const said = typeof given === 'string' ? { text: given } : given;
    if (said.silent) return;
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(said.body ?? JSON.stringify(completionOf(body.model, said.text ?? '', said.finish)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    get mostOpen() {
      return mostOpen;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function completionOf(model: string, content: string, finish = 'stop'): object {
  return {
    id: 'local',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}
