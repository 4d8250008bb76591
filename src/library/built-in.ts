import type { Tool } from '../spec/tool.ts';
import { readEvidence } from '../tools/evidence.ts';
import { builtInTools } from '../tools/index.ts';
import { SourceReader } from '../tools/source-files.ts';
import { sourceHash } from '../tools/source-hashes.ts';
import { Library, type LibraryPart } from './library.ts';

/** Hexadecimal digits of the source's hash in the version of a built-in tool. */
const DIGITS = 8;

let parts: readonly LibraryPart[] | undefined;

/**
 * @returns the built-in tools with their evidence. Their versions hold the hash of everything that they are made of, so
 * that a changed tool has another version, here as in the published package.
 */
export function builtInParts(): readonly LibraryPart[] {
  const reader = new SourceReader();
  parts ??= builtInTools.map((tool) => versioned(tool, reader));
  return parts;
}

function versioned(tool: Tool, reader: SourceReader): LibraryPart {
  const { declaration } = tool;
  const evidence = readEvidence(declaration.id);
  const version = `${declaration.version}+${sourceHash(declaration.id, undefined, reader).slice(0, DIGITS)}`;
  return {
    tool: { ...tool, declaration: { ...declaration, version } },
    evidence: evidence?.version === declaration.version ? { ...evidence, version } : null,
  };
}

/** @param added further tools with their evidence. A tool without evidence can be pinned, and the router never chooses it */
export function builtInLibrary(added: readonly LibraryPart[] = []): Library {
  return new Library([...builtInParts(), ...added]);
}
