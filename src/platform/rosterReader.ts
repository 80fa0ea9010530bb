import type { LaunchSession, Scope } from './launchSession.js';
import type { Member, Roster, RosterProblem, RosterReading, RosterService, RosterStore } from './roster.js';

/** A class list older than this is asked for again. */
const FRESH_SECONDS = 300;

/** After a failure the platform is left alone this long, unless a teacher asks. */
const QUIET_SECONDS = 60;

/** Longest that a page with a list to show waits for a newer one. */
const PATIENCE_MILLISECONDS = 2000;

const NOBODY: Roster = { members: [] };

interface RosterPorts {
  readonly rosters: RosterStore;
  readonly rosterService: RosterService;
  readonly now: () => Date;
}

/** Reads class lists so that a page never waits long for a platform that is slow or down. */
export class RosterReader {
  readonly #underWay = new Map<string, Promise<RosterReading>>();
  readonly #failures = new Map<string, { problem: RosterProblem; at: Date }>();

  constructor(
    private readonly ports: RosterPorts,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {}

  /**
   * The class list of a session's context: the kept one while it is fresh, else what the platform answers. When
   * the platform fails or is slow the kept one comes back, with the reason.
   */
  async read(session: LaunchSession): Promise<RosterReading> {
    const { rosters, now } = this.ports;
    const kept = await rosters.get(session.scope);
    const failure = this.#recentFailure(session.scope, kept);
    if (failure) return { roster: kept ?? NOBODY, problem: failure };
    if (kept?.readAt && secondsBetween(kept.readAt, now()) < FRESH_SECONDS) return { roster: kept };

    const refreshed = this.refresh(session);
    return kept && kept.members.length > 0 ? this.#withPatience(refreshed, kept) : refreshed;
  }

  /** Asks the platform now; two askers share one answer. */
  refresh(session: LaunchSession): Promise<RosterReading> {
    const key = keyOf(session.scope);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const reading = this.#ask(session).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }

  async #ask(session: LaunchSession): Promise<RosterReading> {
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

  #recentFailure(scope: Scope, kept: Roster | undefined): RosterProblem | undefined {
    const failure = this.#failures.get(keyOf(scope));
    if (!failure || secondsBetween(failure.at, this.ports.now()) >= QUIET_SECONDS) return undefined;
    // Another process may have read the list since.
    return kept?.readAt && kept.readAt > failure.at ? undefined : failure.problem;
  }

  async #withPatience(refreshed: Promise<RosterReading>, kept: Roster): Promise<RosterReading> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<RosterReading>((resolve) => {
      timer = setTimeout(resolve, this.patienceMilliseconds, { roster: kept, problem: 'unreachable' });
    });
    try {
      return await Promise.race([refreshed, impatience]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A platform whose list keeps names and groups to itself may still have told a learner's at their own launch. */
function withKnownFacts(members: readonly Member[], known: readonly Member[]): readonly Member[] {
  const bySub = new Map(known.map((member) => [member.sub, member]));
  return members.map((member) => {
    const before = bySub.get(member.sub);
    const name = member.name ?? before?.name;
    const groupIds = member.groupIds ?? before?.groupIds;
    return { ...member, ...(name !== undefined && { name }), ...(groupIds && { groupIds }) };
  });
}

/** Whoever left stays known, so that what was written about them keeps its name. */
function departed(members: readonly Member[], known: readonly Member[]): readonly Member[] {
  const present = new Set(members.map(({ sub }) => sub));
  return known
    .filter(({ sub }) => !present.has(sub))
    .map((member) => Object.assign({}, member, { active: false }));
}

const secondsBetween = (earlier: Date, later: Date) => (later.getTime() - earlier.getTime()) / 1000;

const keyOf = ({ registrationId, deploymentId, contextId }: Scope) =>
  JSON.stringify([registrationId, deploymentId, contextId]);
