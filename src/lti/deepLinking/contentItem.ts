import type { LinkableGrid } from '../../platform/deepLinkingAnswer.js';
import { toolAddresses } from '../../platform/toolAddresses.js';
import { CUSTOM_PREFIX } from '../launch/customParameters.js';
import { ASKS_FOR_GROUPS } from '../launch/groupIds.js';
import { LINE_ITEM_TAG } from '../services/lineItems.js';

/** Moodle's form refuses a longer title, and answers 502 to a longer label. */
const LONGEST_TITLE = 255;

/** Moodle's form takes whole maximums alone, up to `gradepointmax`, which is 100 where nobody changed it. */
const LARGEST_IN_MOODLE_HUNDREDTHS = 10_000;

/** Activity progress from which the gradebook leads to the learner's grid (Submission Review §2.1). */
const REVIEWABLE = ['InProgress', 'Submitted', 'Completed'];

/**
 * The link to a grid (LTI Deep Linking §3.3). Every message goes to the one launch address. Certificative grids
 * send no marks, so they ask for no gradebook column; nor do those whose maximum would block Moodle's form: the
 * first mark makes their column.
 *
 * @param url public address of this tool.
 * @param family product family code of the platform, such as `moodle`.
 */
export function contentItem({ id, grid }: LinkableGrid, url: string, family?: string): object {
  const { launch } = toolAddresses(url);
  const title = shortened(grid.title);
  return {
    type: 'ltiResourceLink',
    title,
    url: launch,
    // A tool that was registered before, or by hand, does not ask for groups itself.
    custom: { [`${CUSTOM_PREFIX}grid`]: id, ...(family === 'moodle' && ASKS_FOR_GROUPS) },
    ...(asksForColumn(grid, family) && {
      lineItem: {
        scoreMaximum: grid.maximumHundredths / 100,
        label: title,
        resourceId: id,
        tag: LINE_ITEM_TAG,
        submissionReview: { reviewableStatus: REVIEWABLE, url: launch },
      },
    }),
  };
}

function asksForColumn({ purpose, maximumHundredths }: LinkableGrid['grid'], family?: string): boolean {
  if (purpose !== 'formative') return false;
  const isWhole = maximumHundredths % 100 === 0;
  return family !== 'moodle' || (isWhole && maximumHundredths <= LARGEST_IN_MOODLE_HUNDREDTHS);
}

/** Moodle counts characters, not UTF-16 units. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_TITLE ? text : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}
