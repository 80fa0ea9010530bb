import type { Activity } from '../../evaluation/activity.js';
import type { FailureReason } from '../../evaluation/delivery.js';
import type { Column, ColumnOutcome, Failure } from '../../gradebook/gradebook.js';
import { BoundedMap } from './boundedMap.js';
import { LINE_ITEM_TAG, type LineItem, type LineItems, type LineItemService } from './lineItems.js';
import { LINE_ITEM_READ_SCOPE, LINE_ITEM_SCOPE, SCORE_SCOPE } from './serviceVocabulary.js';

const REMEMBERED = 5000;

/** A platform that hides what it just made is not asked to make it again and again. */
const MAKE_AGAIN_AFTER_MS = 600_000;

type Search = { readonly kind: 'searched'; readonly item: LineItem | undefined } | Failure;

/**
 * Finds the line item of an activity: announced by the launch, else listed under the resource link, else made
 * by us where the platform allows it.
 */
export class ColumnFinder {
  /** Line item addresses that were looked up, by activity. */
  readonly #found = new BoundedMap<string, string>(REMEMBERED);
  /** Line item addresses that answered 404. */
  readonly #gone = new BoundedMap<string, true>(REMEMBERED);
  /** When a line item was last created, by activity. */
  readonly #createdAt = new BoundedMap<string, number>(REMEMBERED);
  readonly #flights = new Map<string, Promise<Search>>();

  constructor(
    private readonly lineItems: LineItems,
    private readonly now: () => Date,
  ) {}

  async find(activity: Activity): Promise<ColumnOutcome> {
    const { id, registrationId, gradeService } = activity;
    const { scopes = [], lineItemUrl: announced, lineItemsUrl } = gradeService ?? {};
    if (!scopes.includes(SCORE_SCOPE)) return failed('noGradebook');
    const column = (url: string): ColumnOutcome =>
      URL.canParse(url)
        ? { kind: 'found', column: { registrationId, lineItemUrl: url, scopes } }
        : failed('refused');

    const known = announced !== undefined && !this.#gone.has(announced) ? announced : this.#found.get(id);
    if (known !== undefined) return column(known);
    const none = failed(announced === undefined ? 'noGradebook' : 'columnGone');
    if (!lineItemsUrl || !URL.canParse(lineItemsUrl) || !scopes.some(readsLineItems)) {
      // With nowhere else to look, a later try may still find it where it was.
      if (announced !== undefined) this.#gone.delete(announced);
      return none;
    }

    const found = await this.#lookUp(activity, { registrationId, scopes, lineItemsUrl });
    if (found.kind === 'failed') return found;
    if (!found.item) return none;
    this.#gone.delete(found.item.id);
    this.#found.set(id, found.item.id);
    return column(found.item.id);
  }

  /**
   * The column answers 404, so that the next look goes to the platform's list. A launch's announcement may be
   * old: Moodle leaves it out once the column was deleted, and also once the link has a second one.
   */
  lose({ lineItemUrl }: Column): void {
    this.#gone.set(lineItemUrl, true);
    for (const [id, url] of this.#found) if (url === lineItemUrl) this.#found.delete(id);
  }

  /** One flight an activity: a class of scores makes one column. */
  #lookUp(activity: Activity, service: LineItemService): Promise<Search> {
    const underWay = this.#flights.get(activity.id);
    if (underWay) return underWay;
    const flight = this.#findOrCreate(activity, service).finally(() => this.#flights.delete(activity.id));
    this.#flights.set(activity.id, flight);
    return flight;
  }

  async #findOrCreate(activity: Activity, service: LineItemService): Promise<Search> {
    const linked = await this.#linked(activity, service);
    if (linked.kind === 'failed' || linked.item) return linked;
    const made = await this.#made(activity, service);
    if (made.kind === 'failed' || made.item || !service.scopes.includes(LINE_ITEM_SCOPE)) return made;
    const at = this.now().getTime();
    if (at - (this.#createdAt.get(activity.id) ?? -Infinity) < MAKE_AGAIN_AFTER_MS)
      return failed('columnGone');
    const created = await this.lineItems.create(service, activity);
    if (created.kind === 'created') this.#createdAt.set(activity.id, at);
    return created.kind === 'failed' ? created : { kind: 'searched', item: created.item };
  }

  async #linked({ id, resourceLinkId }: Activity, service: LineItemService): Promise<Search> {
    const listed = await this.lineItems.list(service, { resource_link_id: resourceLinkId });
    if (listed.kind === 'failed') return listed;
    const items = listed.items.filter((item) => item.resourceLinkId === resourceLinkId);
    // Ours first, should someone have added a second column to the same link.
    return { kind: 'searched', item: items.find(({ resourceId }) => resourceId === id) ?? items[0] };
  }

  /** A column that we made, on a platform that did not keep its link. */
  async #made({ id }: Activity, service: LineItemService): Promise<Search> {
    const listed = await this.lineItems.list(service, { resource_id: id, tag: LINE_ITEM_TAG });
    if (listed.kind === 'failed') return listed;
    const item = listed.items.find(({ resourceId, resourceLinkId }) => resourceId === id && !resourceLinkId);
    return { kind: 'searched', item };
  }
}

const failed = (reason: FailureReason): Failure => ({ kind: 'failed', reason, temporary: false });

const readsLineItems = (scope: string) => scope === LINE_ITEM_SCOPE || scope === LINE_ITEM_READ_SCOPE;
