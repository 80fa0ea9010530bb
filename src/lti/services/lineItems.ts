import { z } from 'zod';
import type { Activity } from '../../evaluation/activity.js';
import type { Failure } from '../../gradebook/gradebook.js';
import { answerFailure } from './answerFailure.js';
import { jsonBody } from './jsonBody.js';
import { readPages } from './readPages.js';
import { decimal } from './scoreMessage.js';
import type { ServiceCalls } from './serviceCalls.js';
import { MEDIA_TYPE } from './serviceVocabulary.js';

/** A line item of a platform (AGS 2.0 §3.2), as much of it as tells whose it is. */
const lineItem = z.object({
  id: z.string().refine((id) => URL.canParse(id)),
  resourceLinkId: z.string().nullish(),
  resourceId: z.string().nullish(),
});

export type LineItem = z.infer<typeof lineItem>;

/** Where a course's line items are listed, and what the launch allowed. */
export interface LineItemService {
  readonly registrationId: string;
  readonly scopes: readonly string[];
  readonly lineItemsUrl: string;
}

export type LineItemsOutcome = { readonly kind: 'listed'; readonly items: readonly LineItem[] } | Failure;
export type LineItemOutcome = { readonly kind: 'created'; readonly item: LineItem } | Failure;

/** Tag of the line items that we create. */
export const LINE_ITEM_TAG = 'attendus';

/** Moodle answers 502 to a longer label, and may leave an orphan column. */
const LONGEST_LABEL = 255;

/**
 * Lists and creates line items. There is no deletion: in Moodle it would take the activity's own column with
 * its marks.
 */
export class LineItems {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly now: () => Date,
  ) {}

  /** @param filter of the query (§3.2.4); not every platform heeds it. */
  async list(service: LineItemService, filter: Readonly<Record<string, string>>): Promise<LineItemsOutcome> {
    const { registrationId, scopes, lineItemsUrl } = service;
    const url = new URL(lineItemsUrl);
    for (const [name, value] of Object.entries(filter)) url.searchParams.set(name, value);
    const headers = { accept: MEDIA_TYPE.lineItems };
    const pages = await readPages(url.href, {
      call: (page) => this.calls.call(registrationId, scopes, { ...page, headers }),
      items: (body) => z.array(lineItem).safeParse(body).data,
      now: this.now,
    });
    if (pages.kind === 'failed') return containerFailure(pages);
    return pages.kind === 'invalid' ? unreadable : { kind: 'listed', items: pages.items };
  }

  async create(service: LineItemService, activity: Activity): Promise<LineItemOutcome> {
    const outcome = await this.calls.call(service.registrationId, service.scopes, {
      method: 'POST',
      url: service.lineItemsUrl,
      headers: { 'content-type': MEDIA_TYPE.lineItem, accept: MEDIA_TYPE.lineItem },
      body: JSON.stringify({
        label: label(activity),
        scoreMaximum: decimal(activity.grid.maximumHundredths),
        resourceId: activity.id,
        tag: LINE_ITEM_TAG,
        resourceLinkId: activity.resourceLinkId,
      }),
    });
    if (outcome.kind === 'failed') return outcome;
    const failure = answerFailure(outcome.answer, this.now());
    if (failure) return containerFailure(failure);
    const created = lineItem.safeParse(jsonBody(outcome.answer.text));
    return created.success ? { kind: 'created', item: created.data } : unreadable;
  }
}

const unreadable: Failure = { kind: 'failed', reason: 'serverError', temporary: true };

/** A container that answers 404 is a course without a gradebook, not a column that is gone. */
const containerFailure = (failure: Failure): Failure =>
  failure.reason === 'columnGone' ? { ...failure, reason: 'noGradebook' } : failure;

function label({ title, grid }: Activity): string {
  const characters = [...(title.trim() || grid.title)];
  if (characters.length <= LONGEST_LABEL) return characters.join('');
  return `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
}
