import { Router } from 'express';

export interface HealthServices {
  /** Names what is not ready; empty when all is. */
  readonly problems: () => Promise<readonly string[]>;
}

/** `/healthz`: the process answers. `/readyz`: its store and its dispatcher do, too. */
export function healthRoutes({ problems }: HealthServices): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'up' });
  });
  router.get('/readyz', async (_req, res) => {
    const found = await problems();
    res
      .status(found.length === 0 ? 200 : 503)
      .json({ status: found.length === 0 ? 'ready' : 'notReady', problems: found });
  });
  return router;
}
