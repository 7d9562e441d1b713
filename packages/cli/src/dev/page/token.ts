const place = "vial-dev-token";

/**
 * The token: from the address's fragment, which the browser sends nowhere, and then for as long as this tab lives. The
 * storage is this port's own.
 */
export function takeToken(): string | null {
  const given = tokenIn(location.hash);
  if (given === null) return sessionStorage.getItem(place);
  sessionStorage.setItem(place, given);
  // So that it is neither in the history nor in a screenshot.
  history.replaceState(null, "", location.pathname);
  return given;
}

/** The token in an address, or one that was pasted alone. */
export function tokenIn(text: string): string | null {
  return /(?:#token=|^)([\w-]{20,})$/.exec(text.trim())?.[1] ?? null;
}

export function forgetToken(): void {
  sessionStorage.removeItem(place);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(place, token);
}
