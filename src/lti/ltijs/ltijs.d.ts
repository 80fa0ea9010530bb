/** The part of ltijs 5.9.9 that this tool uses. It ships no types. */
declare module 'ltijs' {
  /** What ltijs asks of its storage. `false` stands for no document. */
  export interface DatabasePlugin {
    setup(): Promise<true>;
    Close(): Promise<true>;
    Get(
      encryptionKey: string | false,
      collection: string,
      query?: object,
    ): Promise<readonly object[] | false>;
    Insert(encryptionKey: string | false, collection: string, item: object, index?: object): Promise<true>;
    Replace(
      encryptionKey: string | false,
      collection: string,
      ...args: [query: object, item: object, index?: object]
    ): Promise<true>;
    Modify(
      encryptionKey: string | false,
      collection: string,
      ...args: [query: object, modification: object]
    ): Promise<true>;
    Delete(collection: string, query: object): Promise<true>;
  }

  /** The fields of ltijs' id token that deep linking reads. */
  export interface DeepLinkingToken {
    readonly iss: string;
    readonly clientId: string;
    readonly deploymentId: string;
    readonly platformContext: {
      readonly deepLinkingSettings: {
        readonly deep_link_return_url: string;
        readonly accept_types: readonly string[];
        readonly accept_multiple: boolean;
        readonly data?: string;
      };
    };
  }

  export interface Platform {
    platformJSON(): Promise<object>;
    platformActive(): Promise<boolean>;
    platformAccessToken(scopes: string): Promise<{ access_token: string; expires_in: number }>;
  }

  export interface LtiProvider {
    setup(encryptionKey: string, database: { plugin: DatabasePlugin }, options?: { cors?: boolean }): this;
    deploy(options: { serverless: true; silent: true }): Promise<true>;
    getPlatform(url: string, clientId: string): Promise<Platform | false>;
    getAllPlatforms(): Promise<readonly Platform[]>;
    readonly DeepLinking: {
      createDeepLinkingMessage(token: DeepLinkingToken, items: readonly object[]): Promise<string>;
    };
  }

  /** The only instance that ltijs exports. Its constructor makes others. */
  export const Provider: LtiProvider & { readonly constructor: new () => LtiProvider };
}
