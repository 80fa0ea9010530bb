import type { LaunchSession, Scope } from './launchSession.js';
import type { Member, Roster, RosterProblem, RosterReading, RosterService, RosterStore } from './roster.js';
import { secondsBetween } from './secondsBetween.js';
import { SharedAnswers } from './sharedAnswers.js';

/** After a failure the platform is left alone this long, unless a teacher asks. */
const QUIET_SECONDS = 60;

const NOBODY: Roster = { members: [] };

export interface CourseReaderPorts {
  readonly rosters: RosterStore;
  readonly rosterService: RosterService;
  readonly now: () => Date;
}

/** Asks platforms for whole class lists, keeps what they tell, and remembers those that failed. */
export class CourseReader {
  readonly #answers = new SharedAnswers<RosterReading<Roster>>();
  readonly #failures = new Map<string, { problem: RosterProblem; at: Date }>();

  constructor(private readonly ports: CourseReaderPorts) {}

  /** Asks the platform now; two askers share one answer. When it fails the kept list comes back, with the reason. */
  ask(session: LaunchSession): Promise<RosterReading<Roster>> {
    return this.#answers.share(keyOf(session.scope), () => this.#ask(session));
  }

  /**
   * Keeps what a link's answer tells of those it names, all active. Of the others it tells nothing, and a role that it
   * does not know takes none away.
   */
  async merge(scope: Scope, answered: readonly Member[]): Promise<Roster> {
    const { rosters } = this.ports;
    this.#failures.delete(keyOf(scope));
    const kept = (await rosters.get(scope)) ?? NOBODY;
    const told = new Map(withKnownFacts(answered, kept.members).map((member) => [member.sub, member]));
    const known = kept.members.map((member) => {
      const news = told.get(member.sub) ?? member;
      return news.role === 'guest' ? { ...news, role: member.role } : news;
    });
    const subs = new Set(known.map(({ sub }) => sub));
    const members = [...known, ...[...told.values()].filter(({ sub }) => !subs.has(sub))];
    if (JSON.stringify(members) === JSON.stringify(kept.members)) return kept;
    const roster = { ...kept, members };
    await rosters.put(scope, roster);
    return roster;
  }

  /** @param readAt when the list that is kept was read. */
  recentFailure(scope: Scope, readAt: Date | undefined): RosterProblem | undefined {
    const failure = this.#failures.get(keyOf(scope));
    if (!failure || secondsBetween(failure.at, this.ports.now()) >= QUIET_SECONDS) return undefined;
    // Another process may have read the list since.
    return readAt && readAt > failure.at ? undefined : failure.problem;
  }

  async #ask(session: LaunchSession): Promise<RosterReading<Roster>> {
    const { rosters, rosterService, now } = this.ports;
    const { scope } = session;
    const answer = await rosterService.read(session);
    const kept = (await rosters.get(scope)) ?? NOBODY;
    if ('problem' in answer) {
      this.#note(scope, answer.problem);
      return { roster: kept, problem: answer.problem };
    }
    this.#failures.delete(keyOf(scope));
    const members = [
      ...withKnownFacts(answer.members, kept.members),
      ...departed(answer.members, kept.members),
    ];
    const roster = { members, readAt: now() };
    await rosters.put(scope, roster);
    return { roster };
  }

  /** What a launch did not offer, the next launch may: only the platform's own failures are remembered. */
  #note(scope: Scope, problem: RosterProblem): void {
    if (problem === 'not-offered') return;
    const at = this.ports.now();
    for (const [key, old] of this.#failures) {
      if (secondsBetween(old.at, at) >= QUIET_SECONDS) this.#failures.delete(key);
    }
    this.#failures.set(keyOf(scope), { problem, at });
  }
}

/**
 * A platform whose list keeps names and groups to itself may still have told a learner's at their own launch; and
 * Moodle shares names by activity, so that one link's answer has them and the course's has not.
 */
function withKnownFacts(members: readonly Member[], known: readonly Member[]): readonly Member[] {
  const bySub = new Map(known.map((member) => [member.sub, member]));
  return members.map((member) => {
    const { name, familyName, givenName, groupIds } = bySub.get(member.sub) ?? {};
    return {
      ...(member.name === undefined && {
        ...(name !== undefined && { name }),
        ...(familyName !== undefined && { familyName }),
        ...(givenName !== undefined && { givenName }),
      }),
      ...member,
      ...(member.groupIds === undefined && groupIds && { groupIds }),
    };
  });
}

/** Whoever left stays known, so that what was written about them keeps its name. */
function departed(members: readonly Member[], known: readonly Member[]): readonly Member[] {
  const present = new Set(members.map(({ sub }) => sub));
  return known
    .filter(({ sub }) => !present.has(sub))
    .map((member) => Object.assign({}, member, { active: false }));
}

const keyOf = ({ registrationId, deploymentId, contextId }: Scope) =>
  JSON.stringify([registrationId, deploymentId, contextId]);
