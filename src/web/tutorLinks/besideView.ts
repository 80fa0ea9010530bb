import type { EvaluationContent } from '../../evaluation/evaluation.js';
import type { Activity } from '../../evaluation/activity.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { differingLevels, takeableLevels } from '../../evaluation/tutor/takeTutorLevels.js';
import type { SentAnswers, TutorObservation } from '../../evaluation/tutor/tutorObservation.js';
import type { ListedLearner } from '../class/classList.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';
import { takeValue, type TakeRequest } from './takeRequest.js';

type Sent = TutorObservation & { readonly sent: SentAnswers };

interface BesideContext {
  readonly activity: Activity;
  readonly content: EvaluationContent;
  readonly now: Date;
}

/**
 * What tutors said of one learner, beside the teacher's own levels and never among them: who and when, then what they
 * said on each criterion, by its place in the grid.
 */
export function besideView(
  observations: readonly TutorObservation[],
  context: BesideContext & { readonly learner: ListedLearner },
  words: Words,
) {
  const sent = observations.flatMap((one): readonly Sent[] => (one.sent ? [{ ...one, sent: one.sent }] : []));
  return {
    invite: `../tutors/new?learner=${encodeURIComponent(context.learner.sub)}`,
    voices: sent.map((one) => voiceView(one, context, words)),
    said: context.activity.grid.criteria.map(({ id }) =>
      sent.flatMap((one) => saidView(id, one, context, words)),
    ),
  };
}

function voiceView(observation: Sent, context: BesideContext, words: Words) {
  const { t, locale } = words;
  const { sent, taken, seenAt } = observation;
  const { tutor, comment } = sent.answers;
  const { all, open } = differingLevels(levelsOf(observation, context), context.content);
  const [allCount, openCount] = [Object.keys(all).length, Object.keys(open).length];
  const ask = (kind: 'all' | 'open' | 'release') => requestOf(observation, { kind });
  return {
    name: tutor.name,
    company: tutor.company ?? '',
    when: t('tutorLinks:beside.sent', { when: formatMoment(sent.at, context.now, locale) }),
    isNew: !taken && (!seenAt || seenAt < sent.at),
    comment,
    taken: taken
      ? t('tutorLinks:beside.taken', {
          who: actorName(taken.by, words),
          when: formatMoment(taken.at, context.now, locale),
        })
      : '',
    buttons: [
      ...(openCount > 0 && openCount < allCount
        ? [{ value: ask('open'), label: t('tutorLinks:beside.takeOpen', { count: openCount }) }]
        : []),
      ...(allCount > 0
        ? [
            {
              value: ask('all'),
              label: t(
                openCount === allCount ? 'tutorLinks:beside.takeAll' : 'tutorLinks:beside.replaceAll',
                {
                  count: allCount,
                },
              ),
            },
          ]
        : []),
    ],
    release: taken ? ask('release') : '',
  };
}

/** Nothing where the tutor was not asked. */
function saidView(criterionId: string, observation: Sent, context: BesideContext, words: Words) {
  const { t } = words;
  const { sent } = observation;
  const { scale } = gridOf(context.activity, observation);
  const { levelId, notObserved, comment = '' } = sent.answers.entries[criterionId] ?? {};
  const level = scale.levels.find(({ id }) => id === levelId);
  if (!level && !notObserved && comment === '') return [];
  const takeable = levelsOf(observation, context)[criterionId];
  const mine = context.content.entries[criterionId];
  const isSame = takeable !== undefined && !mine?.notJudged && mine?.levelId === takeable;
  return [
    {
      who: t('tutorLinks:beside.who', { name: sent.answers.tutor.name }),
      level: level && { code: level.code, label: level.label, sign: level.sign, class: levelClass(level) },
      none: level ? '' : notObserved ? t('tutorLinks:beside.notObserved') : t('tutorLinks:beside.noLevel'),
      comment,
      take: takeable === undefined || isSame ? '' : requestOf(observation, { kind: 'one', criterionId }),
      same: isSame ? t('tutorLinks:beside.same') : '',
    },
  ];
}

const levelsOf = (observation: Sent, { activity }: BesideContext) =>
  takeableLevels(observation.sent.answers, gridOf(activity, observation), activity.grid);

const requestOf = ({ id, sent }: Sent, what: TakeRequest['what']): string =>
  takeValue({ observationId: id, sentAt: sent.at, what });
