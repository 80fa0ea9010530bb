import type { Activity } from '../../evaluation/activity.js';
import type { Publication } from '../../evaluation/evaluation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import type { Framework } from '../../framework/framework.js';
import { competencies, criterionPlaces } from '../../framework/frameworkIndex.js';
import type { Grid } from '../../grid/grid.js';
import { criterionGroups } from '../criterionGroups.js';
import type { mineView } from '../evidence/mineView.js';
import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import { learnerTopics } from '../questions/learnerTopics.js';
import type { TopicContext } from '../questions/topicView.js';
import { learnerObservations } from '../observation/learnerObservations.js';
import { selfSummary, type SelfBeside } from '../selfAssessment/besideView.js';
import { inviteView } from '../selfAssessment/inviteView.js';
import { criterionView, type CriterionContext } from './criterionView.js';
import { learnerMark } from './learnerMark.js';
import type { LearnerReading } from './learnerReading.js';
import { nextStepsView } from './nextStepsView.js';
import { saidTo, type Reader } from './reader.js';
import { standingView } from './standingView.js';

interface LearnerView {
  readonly framework: Framework;
  readonly activity: Activity;
  readonly title: string;
  readonly reading: LearnerReading;
  /** Absent for those who read nobody's. */
  readonly questions?: TopicContext;
  readonly reader: Reader;
  /** Absent for those who see none. */
  readonly evidence?: ReturnType<typeof mineView>;
  readonly now: Date;
}

/** Everything views/learner/show.ejs may use, and nothing else. */
export function learnerPage(view: LearnerView, words: Words) {
  const { t, locale } = words;
  const { framework, activity, title, reading, reader, now } = view;
  const { publication, self, beside } = reading;
  const grid = publication ? gridOf(activity, publication) : activity.grid;
  const observations = learnerObservations(publication, activity, words);
  const titles = new Map(competencies(framework).map(({ code, title: name }) => [code, name]));
  const topics = view.questions && learnerTopics(activity, grid, view.questions, words);
  return {
    title,
    learner: reader.kind === 'mentor' ? reader.of : '',
    lead: publication
      ? t('learner:publishedOn', { date: formatDate(publication.at, locale) })
      : self?.resultWaits
        ? ''
        : t(`learner:notYet.${reader.kind}`),
    invite: self && inviteView(self, { activity, isShown: publication !== undefined }, words),
    result: publication && resultOf({ publication, grid, titles, reader, beside, now }, words),
    observations,
    expected: {
      heading: saidTo(reader, 'learner:expected', t),
      count: t('learner:count', { count: grid.criteria.length }),
      groups: groupsOf(view, { grid, titles, topics, seenOn: observations?.onCriterion }, words),
    },
    levels: grid.scale.levels,
    answered: topics?.answered ?? [],
    questions: topics && {
      heading: t(`questions:whole.${reader.kind === 'self' ? 'title' : 'other'}`),
      whole: topics.whole,
      others: topics.others,
      isShown: reader.kind === 'self' || !topics.whole.isEmpty || topics.others.length > 0,
    },
    voice: saidTo(reader, 'selfAssessment:beside', t),
    evidence: view.evidence,
  };
}

interface ResultContext {
  readonly publication: Publication;
  readonly grid: Grid;
  readonly titles: ReadonlyMap<string, string>;
  readonly reader: Reader;
  readonly beside: SelfBeside | undefined;
  readonly now: Date;
}

/** What was published, but for what stands with each criterion. */
function resultOf({ publication, grid, titles, reader, beside, now }: ResultContext, words: Words) {
  const { content } = publication;
  const { presence, comment } = content;
  return {
    heading: saidTo(reader, 'learner:where', words.t),
    absence: presence === 'present' ? '' : words.t(`learner:${presence}`),
    mark: learnerMark(publication, grid, words),
    standing: standingView(grid, content, titles, words),
    comment,
    self: beside && selfSummary(beside, reader.kind === 'self' ? 'self' : 'other', now, words),
    next: nextStepsView(grid, content, words),
  };
}

interface Titles {
  readonly titles: ReadonlyMap<string, string>;
}

/** Under the titles of sections, or of competencies. */
function groupsOf(
  { framework, reading }: LearnerView,
  { grid, titles, topics, seenOn }: Pick<CriterionContext, 'grid' | 'topics' | 'seenOn'> & Titles,
  words: Words,
) {
  const sentences = new Map(
    grid.frameworkId === framework.id
      ? criterionPlaces(framework).map(({ criterion }) => [criterion.code, criterion.text])
      : [],
  );
  const context = { ...reading, grid, topics, sentences, seenOn };
  return criterionGroups(grid, titles).map(({ code, title, criteria }) => ({
    code,
    title,
    criteria: criteria.map(({ criterion }) => criterionView(criterion, context, words)),
  }));
}
