import type { Activity } from '../../evaluation/activity.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import type { ActivityVersions } from './activityVersions.js';

/** What views/activity/versions.ejs shows: the grid in use, a newer version, those that were left. */
export function versionsView(
  { grid }: Activity,
  { current, newer, past }: ActivityVersions,
  now: Date,
  { t, locale }: Words,
) {
  const moment = (at: Date) => formatMoment(at, now, locale);
  return {
    gridTitle: grid.title,
    current: current
      ? t('activity:versions.current', { version: current.version, when: moment(current.createdAt) })
      : t('activity:versions.currentUnknown'),
    editPath: current ? `grids/${encodeURIComponent(current.gridId)}/edit` : '',
    newer: newer && {
      text: t('activity:versions.newer', { version: newer.version, when: moment(newer.createdAt) }),
      applyPath: applyPath(newer.id),
      label: t('activity:versions.preview', { version: newer.version }),
    },
    past: past.map(({ gridVersionId, number, until, otherGrid, grid: left }, index) => ({
      text: t(`activity:versions.${pastKey(number, otherGrid)}`, {
        version: number,
        grid: left.title,
        when: moment(until),
      }),
      applyPath: applyPath(gridVersionId),
      label: t('activity:versions.goBack', { version: number ?? '' }),
      latest: index === 0,
    })),
  };
}

const pastKey = (number: number | undefined, otherGrid: boolean) =>
  number === undefined ? 'pastUnknown' : otherGrid ? 'pastOther' : 'past';

const applyPath = (versionId: string) => `activity/apply?version=${encodeURIComponent(versionId)}`;
