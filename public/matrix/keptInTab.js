// What outlives a reload and a new launch in this tab; nothing stays on a shared computer. A frame without cookies
// has no storage either.

/** @returns false where nothing can be kept. */
export function keep(key, value) {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}
