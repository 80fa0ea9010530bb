/** The JSON value of a body, whatever media type it was sent as; undefined when it is none. */
export function jsonBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
