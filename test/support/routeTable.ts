import type { Express } from 'express';

export interface Route {
  readonly method: string;
  /** Whole, as Express matches it: `/s/:session/learners/:sub`. */
  readonly path: string;
}

interface Listed {
  readonly path: string | RegExp;
  readonly methods?: readonly string[];
  readonly router?: { listRoutes(): readonly Listed[] };
}

/** Every route of an application, as Express itself knows them. */
export function routeTable(app: Express): readonly Route[] {
  const { router } = app as unknown as { router: { listRoutes(): readonly Listed[] } };
  return routesOf(router.listRoutes(), '');
}

function routesOf(listed: readonly Listed[], prefix: string): readonly Route[] {
  return listed.flatMap(({ path, methods = [], router }) => {
    const whole = `${prefix}${String(path)}`.replaceAll(/\/{2,}/g, '/');
    if (router) return routesOf(router.listRoutes(), whole === '/' ? '' : whole);
    return methods.filter((method) => method !== 'HEAD').map((method) => ({ method, path: whole }));
  });
}
