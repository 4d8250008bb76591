/** The files of one version of a tool, by their names within its folder. */
export type ShelvedFiles = ReadonlyMap<string, Buffer>;

/** Where replicas share the files of added tools. Each content stands once, under its hash. */
export interface ToolShelf {
  /** Keeps the files of a version in the place of those that it had. */
  put(id: string, version: string, files: ShelvedFiles): Promise<void>;
  /**
   * @returns the files of a version, or null where it is not kept
   * @throws RLAR_STORE_FAILED where a content is not what its hash says
   */
  get(id: string, version: string): Promise<ShelvedFiles | null>;
}
