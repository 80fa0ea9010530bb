import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterStore } from '../../platform/roster.js';

/** Every name that the class list has of each, whatever a teacher's page calls them; none of who has none. */
export async function knownNames(
  { scope }: LaunchSession,
  rosters: RosterStore,
): Promise<ReadonlyMap<string, string>> {
  const members = (await rosters.get(scope))?.members ?? [];
  return new Map(
    members.map(({ sub, name, familyName, givenName }) => [
      sub,
      [name, familyName, givenName].filter(Boolean).join(' '),
    ]),
  );
}
