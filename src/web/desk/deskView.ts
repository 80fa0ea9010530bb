import type { DeskSettings } from '../../evaluation/desk/deskSettings.js';
import type { Words } from '../language.js';

/** Where the page stands that shows the settings: they lead back to it. */
interface DeskPlace {
  /** Below the session's path, as `parseDeskForm` takes it. */
  readonly back: string;
  readonly groupId: string;
}

/** What views/desk/settings.ejs and views/desk/hidden.ejs may use. */
export function deskView({ order, namesHidden }: DeskSettings, place: DeskPlace, { t }: Words) {
  const names = namesHidden ? 'hidden' : 'shown';
  return {
    ...place,
    namesHidden,
    isUsual: order === 'name' && !namesHidden,
    summary: t('desk:summary', {
      order: t(`desk:order.${namesHidden && order === 'name' ? 'number' : order}`),
      names: t(`desk:names.${names}`),
    }),
    choices: [
      {
        name: 'order',
        legend: t('desk:orderTitle'),
        help: t('desk:orderHelp'),
        options: (['name', 'shuffled'] as const).map((value) => ({
          value,
          label: t(`desk:order.${value}`),
          checked: value === order,
        })),
      },
      {
        name: 'names',
        legend: t('desk:namesTitle'),
        help: t('desk:namesHelp'),
        options: (['shown', 'hidden'] as const).map((value) => ({
          value,
          label: t(`desk:names.${value}`),
          checked: value === names,
        })),
      },
    ],
  };
}
