/** Which evidence a page shows: all of it where `criterion` is absent, '' for the whole. */
export interface Shown {
  readonly criterion?: string;
}

/** An address that goes on showing the same, and says what was done. */
export function evidenceAddress(
  path: string,
  { criterion }: Shown,
  said: Readonly<Record<string, string>> = {},
) {
  const query = new URLSearchParams({ ...(criterion !== undefined && { criterion }), ...said }).toString();
  return query === '' ? path : `${path}?${query}`;
}
