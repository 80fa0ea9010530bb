/** `name=value` lines; whatever has no `=` is no parameter. */
export function parameterLines(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split(/\r?\n/)
    .map((line) => [line.indexOf('='), line] as const)
    .filter(([equals]) => equals > 0)
    .map(([equals, line]) => [line.slice(0, equals).trim(), line.slice(equals + 1).trim()]);
}

/** Lines of an object, as a content item or a registration gives them. */
export const parameterText = (parameters: Readonly<Record<string, unknown>>) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('\n');

export type Substitutions = Readonly<Record<string, string | null>>;

/**
 * The custom parameters that a launch carries: variables replaced, unknown ones left as text, and each name in
 * Moodle's lower-case form too where that differs.
 */
export function substituted(text: string, substitutions: Substitutions): Record<string, string | null> {
  const parameters: Record<string, string | null> = {};
  for (const [name, raw] of parameterLines(text)) {
    const value = valueOf(raw, substitutions);
    parameters[name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')] = value;
    parameters[name] = value;
  }
  return parameters;
}

function valueOf(raw: string, substitutions: Substitutions): string | null {
  const variable = raw.startsWith('$') ? raw.slice(1) : '';
  return Object.hasOwn(substitutions, variable) ? (substitutions[variable] ?? null) : raw;
}

/** Names that are no custom parameters for Moodle: they overwrite the AGS claim. */
const ENDPOINT_NAMES: Readonly<Record<string, string>> = {
  gradebookservices_scope: 'scope',
  lineitems_url: 'lineitems',
  lineitem_url: 'lineitem',
  results_url: 'results',
  result_url: 'result',
  scores_url: 'scores',
  score_url: 'score',
};

export function splitReserved(custom: Readonly<Record<string, string | null>>) {
  const entries = Object.entries(custom);
  const reserved = (name: string) => Object.hasOwn(ENDPOINT_NAMES, name);
  return {
    custom: Object.fromEntries(entries.filter(([name]) => !reserved(name))),
    endpoint: Object.fromEntries(
      entries
        .filter(([name]) => reserved(name))
        .map(([name, value]) => [ENDPOINT_NAMES[name] ?? name, value]),
    ),
  };
}
