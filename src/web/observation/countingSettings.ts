import type { Activity } from '../../evaluation/activity.js';
import type { Words } from '../language.js';
import { ruleName } from './countingForm.js';

/** Whether an activity holds several observations, as its page tells it; see views/observation/settings.ejs. */
export function countingSettings({ counting }: Activity, { t }: Words) {
  const name = ruleName(counting);
  return {
    rule: t(`observation:counting.rule.${name}.label`),
    help: t(`observation:counting.rule.${name}.help`),
    change: t(`observation:settings.${counting ? 'change' : 'turnOn'}`),
  };
}
