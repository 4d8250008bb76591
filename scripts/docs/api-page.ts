import { z } from 'zod';
import { buildApp } from '../../src/server/app.ts';
import { createRewardService } from '../../src/service.ts';
import { cell } from './commands-page.ts';
import type { Page } from './page.ts';

type Schema = Readonly<Record<string, unknown>>;

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()).default({}),
});
const content = z
  .record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }))
  .optional();
const operation = z.object({
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default(['other']),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content })).default({}),
});
type Operation = z.infer<typeof operation>;
const description = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

const GROUPS: readonly (readonly [tag: string, title: string])[] = [
  ['rewards', 'Rewards'],
  ['assignments', 'Assignments'],
  ['runs', 'Runs and groups'],
  ['tools', 'Tools and library'],
  ['acquisitions', 'Acquisitions'],
  ['policy', 'Policy agent'],
  ['evolution', 'Feedback and evolution'],
  ['health', 'Health'],
  ['trainers', 'The wires of trainers'],
];
/** Levels of a shape that are shown. The rest stands in `/openapi.json`. */
const DEPTH = 3;
/** More alternatives than these are left out. */
const MOST_SHAPES = 3;

/** The page of all routes, made of the description that the server gives of itself. */
export async function apiPage(): Promise<Page> {
  const app = await buildApp(await createRewardService({ home: null }));
  const reply = await app.inject('/openapi.json');
  await app.close();
  const { paths } = description.parse(reply.json());
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), ...one })),
  );
  const other = routes.filter(({ tags }) => !GROUPS.some(([tag]) => tags.includes(tag)));
  if (other.length > 0)
    throw new Error(`routes without a place on the page: ${other.map(({ path }) => path).join(', ')}`);
  const markdown = [
    '# API',
    '',
    'Every route of the server, made of its own description: `/openapi.json` has all shapes to the last field, for tools that make',
    'clients. What the routes promise (order, retries, limits, causes) stands under [the HTTP face](http.md). In the shapes, `?`',
    'marks a field that may be left out, and `…` what is left out here.',
    '',
    ...GROUPS.flatMap(([tag, title]) => [
      `## ${title}`,
      '',
      ...routes.filter(({ tags }) => tags.includes(tag)).flatMap(routeLines),
    ]),
  ];
  return { path: 'api', source: 'docs/api.md', markdown: markdown.join('\n') };
}

function routeLines(route: Operation & { path: string; method: string }): string[] {
  const path = route.path.replaceAll('{*}', '{id}');
  const asked = route.requestBody?.content?.['application/json']?.schema;
  const answer = Object.values(route.responses)
    .map(({ content: given }) => given?.['application/json']?.schema)
    .find((schema) => schema !== undefined);
  const parameters = route.parameters.map(
    ({ name, in: place, required, schema }) =>
      `| \`${name === '*' ? 'id' : name}\` | ${place === 'path' ? 'in the path' : required ? 'in the query, required' : 'in the query'} | \`${cell(shapeOf(schema, 1))}\` |`,
  );
  return [
    `### ${route.method} ${path}`,
    '',
    `${route.summary}.`,
    '',
    ...(route.description ? [route.description, ''] : []),
    ...(parameters.length > 0
      ? ['| parameter | where | value |', '| --- | --- | --- |', ...parameters, '']
      : []),
    ...(asked ? ['Body:', '', '```ts', shapeOf(asked, DEPTH), '```', ''] : []),
    ...(answer ? ['Answer:', '', '```ts', shapeOf(answer, DEPTH), '```', ''] : []),
    ...(route.method === 'GET' ? ['```sh', curlOf(path, route.parameters), '```', ''] : []),
  ];
}

function curlOf(path: string, parameters: Operation['parameters']): string {
  const wanted = parameters.filter(({ in: place, required }) => place === 'query' && required);
  const search = wanted.map(({ name }) => `${name}=${name.toUpperCase()}`).join('&');
  const address = `localhost:8421${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`;
  return search === '' ? `curl -s ${address}` : `curl -s '${address}?${search}'`;
}

/** @returns a schema in the notation of TypeScript types, `depth` levels of it */
function shapeOf(schema: Schema, depth: number, indent = ''): string {
  const or = [schema.anyOf, schema.oneOf].find(Array.isArray) as Schema[] | undefined;
  const nullable = schema.nullable === true ? ' | null' : '';
  const objects = or?.filter(({ type }) => type === 'object').length ?? 0;
  if (objects > MOST_SHAPES) return `{ … }${nullable}`;
  if (or) return `${[...new Set(or.map((one) => shapeOf(one, depth, indent)))].join(' | ')}${nullable}`;
  if (Array.isArray(schema.enum))
    return `${schema.enum.map((one) => JSON.stringify(one)).join(' | ')}${nullable}`;
  if (schema.type === 'array') {
    const inner = shapeOf((schema.items ?? {}) as Schema, depth, indent);
    return `${inner.includes(' | ') && !inner.startsWith('{') ? `(${inner})` : inner}[]${nullable}`;
  }
  const { properties } = schema;
  if (typeof properties === 'object' && properties !== null) {
    if (depth === 0) return `{ … }${nullable}`;
    const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
    const deeper = `${indent}  `;
    const fields = Object.entries(properties as Record<string, Schema>).map(
      ([name, one]) =>
        `${deeper}${/^\w+$/.test(name) ? name : JSON.stringify(name)}${required.includes(name) && one.default === undefined ? '' : '?'}: ${shapeOf(one, depth - 1, deeper)}`,
    );
    return `{\n${fields.join('\n')}\n${indent}}${nullable}`;
  }
  if (schema.type === 'object') {
    const values = schema.additionalProperties;
    const inner =
      typeof values === 'object' && values !== null
        ? shapeOf(values as Schema, depth - 1, indent)
        : 'unknown';
    return `{ [key: string]: ${inner} }${nullable}`;
  }
  if (schema.type === 'integer') return `number${nullable}`;
  return `${typeof schema.type === 'string' ? schema.type : 'unknown'}${nullable}`;
}
