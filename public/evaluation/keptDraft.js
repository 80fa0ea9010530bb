/**
 * What was typed outlives a reload and a new launch in this tab, and nothing stays on a shared computer. A frame
 * without storage keeps nothing: then the page itself does.
 *
 * @param key of this page's form.
 * @param adopt the beginning of keys of the same kind: a new one takes over what another new one could not store.
 */
export function keptDraft(key, adopt) {
  const orNothing = (act) => {
    try {
      return act() ?? null;
    } catch {
      return null;
    }
  };

  function adopted() {
    const isNew = (one) => new URLSearchParams(sessionStorage.getItem(one)).get('revision') === '0';
    const other = Object.keys(sessionStorage).find((one) => one.startsWith(adopt) && isNew(one));
    if (!other) return null;
    const kept = sessionStorage.getItem(other);
    sessionStorage.setItem(key, kept);
    sessionStorage.removeItem(other);
    return kept;
  }

  return {
    remember: (fields) => orNothing(() => sessionStorage.setItem(key, fields)),
    forget: () => orNothing(() => sessionStorage.removeItem(key)),
    remembered: () => orNothing(() => sessionStorage.getItem(key) ?? (adopt ? adopted() : null)),
  };
}
