/** The folder that holds views, public and config, seen from src/ as from dist/. */
export const projectRoot = new URL('../', import.meta.url);
