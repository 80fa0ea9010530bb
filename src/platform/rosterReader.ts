import { CourseReader, type CourseReaderPorts } from './courseReader.js';
import type { LaunchSession } from './launchSession.js';
import type { LinkAccess, LinkAccessStore, LinkPlace } from './linkAccess.js';
import { leftOut, linkRoster } from './linkRoster.js';
import { isActiveLearner, type LinkRoster, type Roster, type RosterReading } from './roster.js';
import { secondsBetween } from './secondsBetween.js';
import { SharedAnswers } from './sharedAnswers.js';

/** A class list older than this is asked for again. */
const FRESH_SECONDS = 300;

/**
 * How long a link's answer does without the course's when it leaves out nobody new, and how long a platform that
 * answers for the course alone is not asked about a link.
 */
const SELDOM_SECONDS = 1800;

/** What was told of a link longer ago hides nobody, should its platform refuse or fail for good. */
const TRUSTED_SECONDS = 24 * 3600;

/** Longest that a page with a list to show waits for a newer one. */
const PATIENCE_MILLISECONDS = 2000;

interface RosterReaderPorts extends CourseReaderPorts {
  readonly linkAccess: LinkAccessStore;
}

/** What is kept of a session's course and link. */
interface Kept {
  readonly course: Roster | undefined;
  readonly access: LinkAccess | undefined;
}

/** Reads class lists so that a page never waits long for a platform that is slow or down. */
export class RosterReader {
  readonly #answers = new SharedAnswers<RosterReading>();
  readonly #courses: CourseReader;

  constructor(
    private readonly ports: RosterReaderPorts,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {
    this.#courses = new CourseReader(ports);
  }

  /** The list of a session's link, or of its context where it has none, as last read: the platform is not asked. */
  async kept(session: LaunchSession): Promise<LinkRoster> {
    const { course, access } = await this.#kept(session);
    return linkRoster(course, access);
  }

  /**
   * The list of a session's link, or of its context where it has none: the kept one while it is fresh, else what the
   * platform answers. When the platform fails or is slow the kept one comes back, with the reason.
   */
  async read(session: LaunchSession): Promise<RosterReading> {
    const kept = await this.#kept(session);
    const view = { roster: linkRoster(kept.course, kept.access), readAt: this.#readAt(session, kept) };
    return this.#upToDate(session, view, () => this.#ask(session, kept));
  }

  /** As `read`, the list of the whole context whatever the session's link. */
  async readCourse(session: LaunchSession): Promise<RosterReading> {
    const course = await this.ports.rosters.get(session.scope);
    const view = { roster: linkRoster(course), readAt: course?.readAt };
    return this.#upToDate(session, view, () => this.#askCourse(session));
  }

  /** Asks the platform now, for the context and the link; two askers share one answer. */
  refresh(session: LaunchSession): Promise<RosterReading> {
    return this.#ask(session, { course: undefined, access: undefined });
  }

  async #kept(session: LaunchSession): Promise<Kept> {
    const { rosters, linkAccess } = this.ports;
    const link = linkOf(session);
    const [course, told] = await Promise.all([rosters.get(session.scope), link && linkAccess.get(link)]);
    return { course, access: told && this.#isYounger(told.readAt, TRUSTED_SECONDS) ? told : undefined };
  }

  /** When the platform was last asked for what the list is made of. */
  #readAt(session: LaunchSession, { course, access }: Kept): Date | undefined {
    if (!linkOf(session)) return course?.readAt;
    return this.#isRefused(access) ? course?.readAt : access?.readAt;
  }

  async #upToDate(
    session: LaunchSession,
    { roster, readAt }: { readonly roster: LinkRoster; readonly readAt: Date | undefined },
    ask: () => Promise<RosterReading>,
  ): Promise<RosterReading> {
    const problem = this.#courses.recentFailure(session.scope, roster.readAt);
    if (problem) return { roster, problem };
    if (readAt && this.#isYounger(readAt, FRESH_SECONDS)) return { roster };
    return roster.members.length > 0 ? this.#withPatience(ask(), roster) : ask();
  }

  #ask(session: LaunchSession, kept: Kept): Promise<RosterReading> {
    const link = linkOf(session);
    if (!link || this.#isRefused(kept.access)) return this.#askCourse(session);
    const { registrationId, deploymentId, contextId, resourceLinkId } = link;
    const key = JSON.stringify([registrationId, deploymentId, contextId, resourceLinkId]);
    return this.#answers.share(key, () => this.#askLink(session, link, kept));
  }

  async #askCourse(session: LaunchSession): Promise<RosterReading> {
    const { roster, ...problem } = await this.#courses.ask(session);
    return { roster: linkRoster(roster), ...problem };
  }

  /**
   * Whom a link's answer leaves out is shut out of it, or gone from the course: only the course's list tells. It is
   * asked for beside the link's when there is none, after it when somebody new is left out.
   */
  async #askLink(session: LaunchSession, link: LinkPlace, kept: Kept): Promise<RosterReading> {
    const { rosterService, linkAccess, now } = this.ports;
    const [answer, beside] = await Promise.all([
      rosterService.read(session, link.resourceLinkId),
      kept.course?.readAt ? undefined : this.#courses.ask(session),
    ]);
    if ('problem' in answer) return this.#withoutLink(session, link, beside);

    const present = answer.members.filter(({ active }) => active);
    // An answer without any learner tells nothing of who may come.
    const members = present.some(isActiveLearner) ? present : [];
    const before = (await linkAccess.get(link))?.excluded ?? [];
    let course = await this.#courses.merge(link, members);
    if (!beside && this.#isUnexplained(leftOut(course, members), before, course)) {
      course = (await this.#courses.ask(session)).roster;
    }
    const excluded = members.length > 0 ? leftOut(course, members) : before;
    const access = { excluded, told: true, readAt: now() };
    await linkAccess.put(link, access);
    return { roster: linkRoster(course, access) };
  }

  /** The platform did not answer for the link: what it says of the course stands, and hides nobody. */
  async #withoutLink(
    session: LaunchSession,
    link: LinkPlace,
    beside: RosterReading<Roster> | undefined,
  ): Promise<RosterReading> {
    const { linkAccess, now } = this.ports;
    const { roster, problem } = beside ?? (await this.#courses.ask(session));
    if (problem) return { roster: linkRoster(roster, (await this.#kept(session)).access), problem };
    await linkAccess.put(link, { excluded: [], told: false, readAt: now() });
    return { roster: linkRoster(roster) };
  }

  #isUnexplained(left: readonly string[], before: readonly string[], { readAt }: Roster): boolean {
    if (left.length === 0) return false;
    const isNews = left.some((sub) => !before.includes(sub));
    return !readAt || !this.#isYounger(readAt, isNews ? FRESH_SECONDS : SELDOM_SECONDS);
  }

  #isRefused(access: LinkAccess | undefined): boolean {
    return access !== undefined && !access.told && this.#isYounger(access.readAt, SELDOM_SECONDS);
  }

  #isYounger(readAt: Date, seconds: number): boolean {
    return secondsBetween(readAt, this.ports.now()) < seconds;
  }

  async #withPatience(asked: Promise<RosterReading>, kept: LinkRoster): Promise<RosterReading> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<RosterReading>((resolve) => {
      timer = setTimeout(resolve, this.patienceMilliseconds, { roster: kept, problem: 'unreachable' });
    });
    try {
      return await Promise.race([asked, impatience]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** None where the launch offers no list either: what was told once could never be corrected. */
function linkOf({ scope, resourceLink, membershipsUrl }: LaunchSession): LinkPlace | undefined {
  return membershipsUrl && resourceLink ? { ...scope, resourceLinkId: resourceLink.id } : undefined;
}
