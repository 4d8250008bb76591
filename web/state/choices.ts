import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get } from '../api/client.ts';
import type { RunList, ToolList } from '../api/types.ts';

/** What filters can be set to, as far as the server knows. */
export interface Choices {
  readonly runs: readonly string[];
  readonly kinds: readonly string[];
  readonly tools: readonly string[];
  readonly flags: readonly string[];
}

const choices = signal<Choices>({ runs: [], kinds: [], tools: [], flags: [] });
let asked = false;

/** @returns the choices; they are asked for once a page, with the first view that has filters */
export function useChoices(): Choices {
  useEffect(() => {
    if (asked) return;
    asked = true;
    load().catch(() => {
      asked = false;
    });
  }, []);
  return choices.value;
}

async function load(): Promise<void> {
  const [{ items }, { tools }] = await Promise.all([get<RunList>('v1/runs'), get<ToolList>('v1/tools')]);
  const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
  choices.value = {
    runs: items.flatMap(({ run }) => (run === null ? [] : [run])),
    kinds: distinct(tools.flatMap(({ kinds }) => kinds)),
    tools: distinct(tools.map(({ id }) => id)),
    flags: distinct(items.flatMap(({ figures }) => Object.keys(figures?.flags ?? {}))),
  };
}
