import type { LaunchSession } from './launchSession.js';

/** What a deep linking answer tells the platform of the grid that was made. */
export interface LinkableGrid {
  /** Travels as our custom parameter, so that copies of the link find the grid again. */
  readonly id: string;
  readonly grid: {
    readonly title: string;
    readonly maximumHundredths: number;
    readonly purpose: 'formative' | 'certificative';
  };
}

/** Port. The signed message to post back, and where (LTI Deep Linking 2.0 §4). */
export type DeepLinkingAnswer = (
  session: LaunchSession,
  grid: LinkableGrid,
) => Promise<{ readonly returnUrl: string; readonly jwt: string }>;
