import type { Rendering } from '../../spec/adapter-spec.ts';

/** @returns the texts with placeholders that a layout is made of; a named field counts as its placeholder alone */
export function templatesOf(render: Rendering): string[] {
  switch (render.as) {
    case 'pair':
      return [render.first, render.second];
    case 'template':
      return [render.template];
    case 'chat':
      return [render.user ?? ''];
    case 'fields':
      return render.fields.map(({ of }) => `{${of}}`);
    case 'trajectories':
      return [];
  }
}

/** @returns whether a layout has the source of a translation apart from the prompt */
export function hasSource(render: Rendering): boolean {
  return templatesOf(render).some((text) => text.includes('{source}'));
}
