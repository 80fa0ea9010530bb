/** Words by the name of the form's button, the first one for any other; nothing that somebody wrote is looked at. */
type ByButton = Readonly<Record<string, string>>;

interface JournalAction {
  readonly word: string | ByButton;
  /** Pages repeat it by themselves: an hour of it in one session is one line. */
  readonly often?: true;
}

/** A form that only asks for another view of a page. */
const CHANGES_NOTHING = null;

/**
 * What each state-changing route below a session does, by method and path. A test fails for a route that is not
 * listed.
 */
export const JOURNAL_ACTIONS: Readonly<Record<string, JournalAction | typeof CHANGES_NOTHING>> = {
  'POST /activity/apply': { word: 'activity.versionApplied' },
  'POST /activity/counting': { word: 'activity.countingChanged' },
  'POST /activity/purpose': { word: 'activity.purposeChanged' },
  'POST /activity/release': { word: 'activity.releaseDated' },
  'POST /activity/release/remove': { word: 'activity.released' },
  'POST /activity/self': {
    word: {
      optional: 'activity.selfAssessmentOpened',
      required: 'activity.selfAssessmentOpened',
      closed: 'activity.selfAssessmentClosed',
    },
  },
  'POST /attach': { word: { attach: 'activity.gridAttached', refine: 'grid.made' } },
  'POST /attach/preview': CHANGES_NOTHING,
  'POST /class/decide': {
    word: { publish: 'evaluations.published', close: 'evaluations.closed', coSign: 'evaluations.coSigned' },
  },
  'POST /class/roster': { word: 'roster.refreshed', often: true },
  'POST /class/table/criteria/:criterion': { word: 'evaluations.edited' },
  'POST /class/table/strokes': { word: 'evaluations.edited', often: true },
  'POST /desk': { word: 'desk.arranged', often: true },
  'POST /grids/:gridId/edit': { word: 'grid.edited', often: true },
  'POST /grids/:gridId/edit/preview': CHANGES_NOTHING,
  'POST /groups/:group': {
    word: {
      save: 'group.edited',
      move: 'group.edited',
      rename: 'group.edited',
      remove: 'group.removed',
      restore: 'group.restored',
      undo: 'group.undone',
    },
  },
  'POST /groups/:group/evaluation': {
    word: { save: 'evaluations.edited', ready: 'evaluations.ready', publish: 'evaluations.published' },
  },
  'POST /groups/:group/evaluation/draft': { word: 'evaluations.edited', often: true },
  'POST /learners/:sub': {
    word: {
      save: 'evaluation.edited',
      ready: 'evaluation.ready',
      notReady: 'evaluation.notReady',
      publish: 'evaluation.published',
      publishNext: 'evaluation.published',
      resend: 'evaluation.resent',
    },
  },
  'POST /learners/:sub/cosign': { word: 'evaluation.coSigned' },
  'POST /learners/:sub/draft': { word: 'evaluation.edited', often: true },
  'POST /learners/:sub/observations/:id': { word: 'observation.written' },
  'POST /learners/:sub/observations/:id/count': { word: 'observation.counted' },
  'POST /learners/:sub/observations/:id/draft': { word: 'observation.written', often: true },
  'POST /learners/:sub/observations/:id/remove': { word: 'observation.removed' },
  'POST /learners/:sub/observations/:id/restore': { word: 'observation.restored' },
  'POST /learners/:sub/evidence': { word: 'evidence.added' },
  'POST /learners/:sub/evidence/:id/remove': { word: 'evidence.removed' },
  'POST /learners/:sub/evidence/:id/restore': { word: 'evidence.restored' },
  'POST /learners/:sub/phrases/forget': { word: 'phrase.forgotten' },
  'POST /learners/:sub/questions': {
    word: {
      send: 'question.answered',
      settle: 'question.settled',
      withdraw: 'question.withdrawn',
      restore: 'question.restored',
    },
  },
  'POST /learners/:sub/reopen': { word: 'evaluation.reopened' },
  'POST /learners/:sub/resend': { word: 'evaluation.resent' },
  'POST /learners/:sub/withdraw': { word: 'evaluation.withdrawn' },
  'POST /library/:gridId/archive': { word: 'grid.archived' },
  'POST /library/:gridId/duplicate': { word: 'grid.duplicated' },
  'POST /library/:gridId/restore': { word: 'grid.restored' },
  'POST /library/:gridId/share': { word: 'grid.shared' },
  'POST /library/:gridId/use': { word: 'activity.gridAttached' },
  'POST /library/import': { word: 'grid.imported' },
  'POST /mine/questions': {
    word: { send: 'question.asked', withdraw: 'question.withdrawn', restore: 'question.restored' },
  },
  'POST /mine/evidence': { word: 'evidence.added' },
  'POST /mine/evidence/:id/remove': { word: 'evidence.removed' },
  'POST /mine/evidence/:id/restore': { word: 'evidence.restored' },
  'POST /mine/self': { word: { save: 'selfAssessment.edited', submit: 'selfAssessment.submitted' } },
  'POST /mine/self/draft': { word: 'selfAssessment.edited', often: true },
  'POST /mine/self/skip': { word: 'selfAssessment.skipped' },
  'POST /mine/self/takeBack': { word: 'selfAssessment.takenBack' },
  'POST /scales/:scaleId/archive': { word: 'scale.archived' },
  'POST /scales/:scaleId/edit': { word: 'scale.edited', often: true },
  'POST /scales/:scaleId/restore': { word: 'scale.restored' },
  'POST /scales/:scaleId/share': { word: 'scale.shared' },
  'POST /scales/new': { word: 'scale.kept', often: true },
  'POST /tutors/:id/extend': { word: 'tutor.linkExtended' },
  'POST /tutors/:id/renew': { word: 'tutor.linkRenewed' },
  'POST /tutors/:id/restore': { word: 'tutor.linkRestored' },
  'POST /tutors/:id/revoke': { word: 'tutor.linkRevoked' },
  'POST /tutors/:id/unlock': { word: 'tutor.linkUnlocked' },
  'POST /tutors/new': { word: { invite: 'tutor.invited', sheet: 'tutor.sheetAsked' } },
};

/** The word of an act, and whether pages repeat it; undefined where nothing was changed. */
export function journalAction(
  route: string,
  body: unknown,
): { readonly word: string; readonly often: boolean } | undefined {
  const action = Object.hasOwn(JOURNAL_ACTIONS, route) ? JOURNAL_ACTIONS[route] : undefined;
  if (!action) return undefined;
  const { word, often = false } = action;
  return { word: typeof word === 'string' ? word : byButton(word, body), often };
}

function byButton(words: ByButton, body: unknown): string {
  const button = (body as Record<string, unknown> | undefined)?.['action'];
  const known = typeof button === 'string' && Object.hasOwn(words, button) ? words[button] : undefined;
  return known ?? Object.values(words)[0] ?? '';
}
