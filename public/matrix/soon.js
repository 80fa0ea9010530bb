/** What brings a module: called once the page is at rest too, so that a network lost afterwards lacks nothing. */
export function soon(bring) {
  // Not every browser tells when it is at rest.
  (globalThis.requestIdleCallback ?? setTimeout)(() => bring().catch(() => {}));
  return bring;
}
