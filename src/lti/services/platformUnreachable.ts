import { ToolError } from '../../errors.js';

/**
 * `refusedAddress`: an address that we never call; `tooLarge`: an answer over its size limit;
 * `unreachable`: no connection, or one that broke.
 */
export type UnreachableReason = 'refusedAddress' | 'timeout' | 'tooLarge' | 'unreachable';

/** A platform gave no HTTP answer that can be read. */
export class PlatformUnreachable extends ToolError {
  readonly code = 'PLATFORM_UNREACHABLE';
  readonly status = 502;
  readonly messageKey = 'error:platformUnreachable';
  override readonly facts: Readonly<Record<string, string>>;

  constructor(
    readonly reason: UnreachableReason,
    /** Or a host name. */
    url: string,
    options?: ErrorOptions,
  ) {
    // Without its query, which may hold a token.
    const [address = ''] = url.split('?');
    super(`${reason}: ${address}`, options);
    this.facts = { host: URL.canParse(url) ? new URL(url).host : url };
  }
}
