import type { z } from 'zod';
import { type ToolDeclaration, toolDeclaration } from '../spec/tool-card.ts';

/** @returns the card of a tool that stands in a test; what a test does not say is what most tools have */
export function testCard(parts: Partial<z.input<typeof toolDeclaration>> & { id: string }): ToolDeclaration {
  const { id } = parts;
  return toolDeclaration.parse({
    version: '1',
    title: id,
    description: 'For a test.',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    execution: 'inline',
    contentGuard: false,
    provenance: { origin: 'agent' },
    ...parts,
  });
}
