import type { Span } from '../../spec/tool.ts';
export function leftoverClauses(_prompt: string, _covered: readonly Span[]): string[] {
  return [];
}
