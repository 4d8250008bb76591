import { RlarError } from '../spec/errors.ts';

/** @returns an error of the hub or its package as one of ours */
export async function asHubError(cause: unknown, what: string): Promise<unknown> {
  if (cause instanceof RlarError) return cause;
  const { HubApiError, InvalidApiResponseFormatError } = await import('@huggingface/hub');
  if (cause instanceof HubApiError) {
    const text = `${what}: ${cause.message}`.slice(0, 500);
    if (cause.statusCode === 403) return new RlarError('RLAR_HUB_GATED', text, { cause });
    if (cause.statusCode === 401 || cause.statusCode === 404)
      return new RlarError('RLAR_HUB_NOT_FOUND', text, { cause });
    return new RlarError('RLAR_HUB_INVALID', text, { cause });
  }
  if (
    cause instanceof InvalidApiResponseFormatError ||
    cause instanceof SyntaxError ||
    cause instanceof TypeError
  )
    return new RlarError('RLAR_HUB_INVALID', `${what}: ${cause.message}`.slice(0, 500), { cause });
  return cause;
}
