/** Who did something: an opaque platform user, and the name shown at that moment. */
export interface Actor {
  readonly sub: string;
  readonly name?: string;
}
