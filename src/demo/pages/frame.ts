import type { Request } from 'express';
import type { Lms } from '../lms.js';
import { userOfRequest } from '../site/sessions.js';
import type { User } from '../site/state.js';

/** What every page of the LMS shows around its own content. */
export interface Frame {
  readonly title: string;
  readonly siteName: string;
  readonly who: string;
  readonly administers: boolean;
  readonly faultCount: number;
}

export const fullName = ({ givenName, familyName }: User) => `${givenName} ${familyName}`;

export function frame(lms: Lms, req: Request, title: string): Frame {
  const user = userOfRequest(lms, req);
  return {
    title,
    siteName: lms.state.site.description,
    who: user ? fullName(user) : '',
    administers: user?.siteAdmin === true,
    faultCount: lms.state.faults.size,
  };
}
