import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { CountedLearner, CountingEffect } from '../../evaluation/observation/countingEffect.js';
import { automaticRule } from '../../evaluation/observation/recount.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { formatMark } from '../formatting.js';
import type { Words } from '../language.js';
import { RULE_NAMES, ruleName, type CountingForm } from './countingForm.js';

interface ChoiceView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly evaluations: readonly EvaluationSummary[];
}

/** Everything views/observation/counting.ejs may use: how several observations of one learner count. */
export function countingPage({ session, activity, evaluations }: ChoiceView, { t }: Words) {
  const current = ruleName(activity.counting);
  const observed = evaluations.filter((one) => one.observed);
  const count = observed.reduce((total, one) => total + (one.observed?.count ?? 0), 0);
  return {
    title: t('observation:counting.title'),
    activityTitle: session.resourceLink?.title ?? activity.title,
    standing:
      count > 0
        ? t('observation:counting.standing', {
            observations: t('observation:counting.observations', { count }),
            learners: t('observation:counting.learners', { count: observed.length }),
          })
        : '',
    choices: RULE_NAMES.map((name) => ({
      value: name,
      label: t(`observation:counting.rule.${name}.label`),
      help: t(`observation:counting.rule.${name}.help`),
      checked: name === current,
    })),
    from: current,
    // Where nothing was observed yet there is nothing to show first.
    method: count > 0 ? 'get' : 'post',
    submit: t(count > 0 ? 'observation:counting.see' : 'observation:counting.choose'),
  };
}

interface EffectView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly form: CountingForm;
  readonly effect: CountingEffect;
  readonly learners: readonly ListedLearner[];
  readonly shownDigest: string;
  /** Something changed since the teacher was shown the effect. */
  readonly moved?: boolean;
}

/** Everything views/observation/countingEffect.ejs may use: what another rule would change, learner by learner. */
export function countingEffectPage(view: EffectView, words: Words) {
  const { session, activity, form, effect, shownDigest, moved } = view;
  const { t } = words;
  const { rule, choice } = form;
  const rows = rowsOf(view, words);
  const republish = effect.learners.filter((one) => one.republish).length;
  const page = `activity/counting?rule=${rule}`;
  return {
    title: t(`observation:effect.title.${rule}`),
    activityTitle: session.resourceLink?.title ?? activity.title,
    moved: moved ? t('observation:effect.moved') : '',
    closed: effect.closed.length > 0 ? t('observation:effect.closed', { count: effect.closed.length }) : '',
    lead: t('observation:effect.lead'),
    // Where a rule makes the levels already, choices against it always stay.
    choices:
      automaticRule(activity) || !automaticRule(choice)
        ? undefined
        : {
            text: t(`observation:effect.${choice.keepsChoices ? 'kept' : 'replaced'}`),
            other: choice.keepsChoices ? page : `${page}&keep=1`,
            link: t(`observation:effect.${choice.keepsChoices ? 'replace' : 'keep'}`),
          },
    totals: [
      t('observation:effect.changed', { count: rows.filter(({ changes }) => changes.length > 0).length }),
      ...(republish > 0 ? [t('observation:effect.republish', { count: republish })] : []),
    ],
    rows: rows.filter(({ changes }) => changes.length > 0),
    untouched: rows.filter(({ changes }) => changes.length === 0).map(({ name }) => name),
    withMarks: activity.grid.purpose === 'formative',
    fields: {
      rule,
      from: ruleName(activity.counting),
      keep: choice.keepsChoices ? '1' : '',
      shown: shownDigest,
    },
    confirm: t(`observation:effect.confirm.${rule}`),
  };
}

function rowsOf({ effect, learners, activity }: EffectView, words: Words) {
  const effects = new Map(effect.learners.map((one) => [one.learnerSub, one]));
  return learners.flatMap(({ sub, name }) => {
    const one = effects.get(sub);
    return one ? [{ name, ...rowOf(one, activity, words) }] : [];
  });
}

function rowOf({ changes, before, after, republish }: CountedLearner, { grid }: Activity, words: Words) {
  const { t, locale } = words;
  const { stepHundredths } = grid.rounding;
  const mark = (hundredths: number | undefined) =>
    hundredths === undefined ? t('activity:effect.noMark') : formatMark(hundredths, stepHundredths, locale);
  return {
    summary: t('observation:effect.levels', { count: changes.length }),
    changes: changes.map(({ criterion, from, to }) => ({
      text: criterion.text,
      from: from?.label ?? t('evaluation:notJudged'),
      to: to?.label ?? t('evaluation:notJudged'),
    })),
    marks: {
      before: mark(before),
      after: mark(after),
      changes: before !== after,
      none: before === undefined && after === undefined,
      adjusted: '',
    },
    publication: republish ? t('observation:effect.toRepublish') : '',
  };
}
