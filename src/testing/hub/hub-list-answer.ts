import { createHash, hash } from 'node:crypto';
import { type HubAnswer, type HubState, hubFailure, jsonAnswer } from './hub-answer.ts';
import { sha256Of } from './hub-file-answer.ts';
import type { HubModel } from './hub-model.ts';

/** The list of models: `search`, `author`, `filter`, `pipeline_tag`, `gated`, `num_parameters`, `sort`, pages. */
export function listAnswer(url: URL, { models, trusted, page }: HubState): HubAnswer {
  const asked = url.searchParams;
  const from = Number(asked.get('cursor') ?? 0);
  const size = Math.min(page, Number(asked.get('limit') ?? 1000));
  if (!Number.isInteger(from) || !Number.isInteger(size))
    return hubFailure(400, 'BadRequest', 'Invalid cursor');
  const sort = asked.get('sort');
  const found = models
    .filter((model) => (trusted || !model.private) && fits(model, asked))
    .sort((a, b) =>
      sort === 'downloads' || sort === 'likes' ? (b[sort] ?? 0) - (a[sort] ?? 0) : a.id < b.id ? -1 : 1,
    );
  const next = new URL(url);
  next.searchParams.set('cursor', String(from + size));
  const link = `<${next.href}>; rel="next"`;
  const more = from + size < found.length;
  return jsonAnswer(found.slice(from, from + size).map(modelJson), more ? { link } : {});
}

function fits(model: HubModel, asked: URLSearchParams): boolean {
  const search = asked.get('search')?.toLowerCase() ?? '';
  const words = search.split(/\s+/).filter((word) => word !== '');
  const { language = [] } = { ...model.cardData } as { language?: string | string[] };
  const tags = new Set([...model.tags, ...[language].flat(), ...(model.library ? [model.library] : [])]);
  const gated = asked.get('gated');
  const task = asked.get('pipeline_tag');
  return (
    words.every((word) => model.id.toLowerCase().includes(word)) &&
    (asked.get('author') ?? model.id.split('/')[0]) === model.id.split('/')[0] &&
    asked.getAll('filter').every((tag) => tags.has(tag)) &&
    (task === null || task === model.pipelineTag) &&
    (gated === null || (gated === 'true') === Boolean(model.gated)) &&
    withinBounds(model.parameters, asked.get('num_parameters'))
  );
}

function withinBounds(parameters: number | undefined, bounds: string | null): boolean {
  if (bounds === null) return true;
  if (parameters === undefined) return false;
  return bounds.split(',').every((bound) => {
    const [, side, number, unit] = /^(min|max):([\d.]+)([MB])$/.exec(bound) ?? [];
    const value = Number(number) * (unit === 'B' ? 1e9 : 1e6);
    return side === 'min' ? parameters >= value : parameters <= value;
  });
}

/** One model as the hub says it; `expand` is taken in either spelling, and what is not asked for does no harm. */
export function modelJson(model: HubModel): object {
  return {
    _id: hash('sha1', model.id, 'hex').slice(0, 24),
    id: model.id,
    author: model.id.split('/')[0],
    sha: model.sha,
    lastModified: '2026-01-01T00:00:00.000Z',
    private: model.private ?? false,
    gated: model.gated ?? false,
    disabled: model.disabled ?? false,
    downloads: model.downloads ?? 0,
    likes: model.likes ?? 0,
    tags: model.tags,
    ...(model.library !== undefined && { library_name: model.library }),
    ...(model.pipelineTag !== undefined && { pipeline_tag: model.pipelineTag }),
    ...(model.cardData && { cardData: model.cardData }),
    ...(model.config && { config: model.config }),
    ...(model.parameters !== undefined && {
      safetensors: { parameters: { BF16: model.parameters }, total: model.parameters },
    }),
    siblings: Object.keys(model.files).map((rfilename) => ({ rfilename })),
  };
}

/** Files that a hub keeps in its storage for large ones. */
const LARGE = /\.(?:safetensors|bin)$/;

export function treeAnswer(model: HubModel, folder: string): HubAnswer {
  const prefix = folder === '' ? '' : `${folder}/`;
  const files = Object.entries(model.files).filter(([path]) => path.startsWith(prefix));
  return jsonAnswer(
    files.map(([path, { bytes, size }]) => ({
      type: 'file',
      path,
      size,
      oid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
      ...(LARGE.test(path) && { lfs: { oid: sha256Of(bytes), size, pointerSize: 130 } }),
    })),
  );
}
