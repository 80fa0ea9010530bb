import type { NewActivity, NewColumn } from '../site/activities.js';
import type { Tool } from '../site/state.js';
import { parameterText } from './customParameters.js';

type Fields = Readonly<Record<string, unknown>>;

/** A `ltiResourceLink` content item (Deep Linking §3.3), as far as Moodle keeps it. */
export interface LinkItem extends Fields {
  readonly type: 'ltiResourceLink';
  readonly title?: string;
}

const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The resource links of a response; the request asked for nothing else. */
export const linkItems = (items: unknown): readonly LinkItem[] =>
  (Array.isArray(items) ? items : []).filter(
    (item): item is LinkItem => fields(item)?.['type'] === 'ltiResourceLink',
  );

/** Label, dates, window and iframe are ignored, as Moodle ignores them. */
export function activityFrom(item: LinkItem, place: { courseId: string; tool: Tool }): NewActivity {
  const lineItem = fields(item['lineItem']);
  return {
    courseId: place.courseId,
    toolId: place.tool.id,
    title: text(item.title) || place.tool.name,
    description: text(item['text']),
    url: text(item['url']),
    iconUrl: text(fields(item['icon'])?.['url']),
    custom: parameterText(fields(item['custom']) ?? {}),
    ...(lineItem && { column: columnFrom(lineItem) }),
  };
}

const MOODLE_DEFAULT_MAXIMUM = 100;

function columnFrom(lineItem: Fields): NewColumn {
  const review = fields(lineItem['submissionReview']);
  const url = text(review?.['url']);
  return {
    scoreMaximum: Number(lineItem['scoreMaximum']) || MOODLE_DEFAULT_MAXIMUM,
    resourceId: text(lineItem['resourceId']),
    tag: text(lineItem['tag']),
    ...(review && {
      submissionReview: { custom: parameterText(fields(review['custom']) ?? {}), ...(url && { url }) },
    }),
  };
}
