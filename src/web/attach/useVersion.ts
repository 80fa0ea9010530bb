import type { Response } from 'express';
import { attachGrid, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import type { GridVersion } from '../../grid/grid.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import { setFramePolicy } from '../securityHeaders.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';

interface UseVersionServices extends OpenActivityPorts {
  readonly deepLinkingAnswer: DeepLinkingAnswer;
}

/** Brings a stored version where the teacher came from: back to the platform, or to the class of a bare link. */
export async function useVersion(
  res: Response,
  version: GridVersion,
  services: UseVersionServices,
): Promise<void> {
  const session = sessionOf(res);
  if (!session.deepLinking) {
    await attachGrid(session, version.id, services);
    return res.redirect(303, `${sessionPath(session)}/class`);
  }
  const { returnUrl, jwt } = await services.deepLinkingAnswer(session, version);
  setFramePolicy(res, { frameAncestors: session.platform.origins, formAction: new URL(returnUrl).origin });
  res.render('attach/return', { returnUrl, jwt, gridTitle: version.grid.title });
}
