import { signal } from '@preact/signals';

const KEY = 'rlar-token';

/** Whether the server asked for a token that the page does not have. The page then shows a field for it and nothing else. */
export const tokenWanted = signal(false);
/** Whether the token that was given last is not the server's. */
export const tokenWrong = signal(false);

let token: string | null = null;

/** @returns the token of this tab, or null. It is kept for the tab alone, and never stands in an address */
export function currentToken(): string | null {
  try {
    token ??= sessionStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden; then the token lasts as long as the page.
  }
  return token;
}

export function setToken(value: string): void {
  token = value;
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // As above.
  }
  tokenWanted.value = false;
  tokenWrong.value = false;
}

/** The server refused a request. @param used the token that the request had; an older one says nothing of the present */
export function refused(used: string | null): void {
  if (used !== token) return;
  if (token !== null) tokenWrong.value = true;
  token = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  tokenWanted.value = true;
}
