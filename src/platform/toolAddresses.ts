/** What a platform needs to know of this tool. */
export interface ToolAddresses {
  /** OpenID Connect login initiation. */
  readonly login: string;
  /** Redirection URI and target link of every message: platforms compare it as an exact string. */
  readonly launch: string;
  /** Public key set. */
  readonly keySet: string;
  /** Dynamic registration, without its token. */
  readonly registration: string;
  readonly icon: string;
}

/** The tool's addresses under its public address (without a trailing slash). */
export function toolAddresses(url: string): ToolAddresses {
  return {
    login: `${url}/lti/login`,
    launch: `${url}/lti/launch`,
    keySet: `${url}/lti/keys`,
    registration: `${url}/lti/register`,
    icon: `${url}/icon.svg`,
  };
}
