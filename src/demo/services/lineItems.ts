import { nextId } from '../lms.js';
import { lineItemUrl } from '../site/addresses.js';
import { changeMaximum, deleteLineItem } from '../site/grades.js';
import { visibleLineItems } from '../site/permissions.js';
import type { LineItem } from '../site/state.js';
import { MEDIA_TYPES, SCOPES } from '../vocabulary.js';
import { GatewayFailure, jsonAnswer, ServiceRefusal, type Answer } from './answer.js';
import { callingTool, idAt, type Call } from './call.js';
import { LONGEST_LABEL, sentLineItem } from './lineItemBody.js';
import { lineItemJson } from './lineItemJson.js';

const READ = [SCOPES.lineItem, SCOPES.lineItemReadonly];
const WRITE = [SCOPES.lineItem];

/** GET `/{course}/lineitems` (AGS §3.2.5), filtered and paged; several filters narrow together. */
export function listLineItems(call: Call): Answer {
  const { lms, query, accept } = call;
  const tool = callingTool(call, READ);
  const courseId = knownCourse(call);
  if (accept !== '' && accept !== MEDIA_TYPES.lineItemContainer) {
    throw new ServiceRefusal(400, 'No context or unsupported content type');
  }
  const wanted = (name: string, value: string | undefined) =>
    query.get(name) === null || query.get(name) === (value ?? '');
  const items = visibleLineItems(lms, courseId, tool.id).filter(
    (item) =>
      wanted('resource_link_id', item.activityId) &&
      wanted('resource_id', item.resourceId) &&
      wanted('tag', item.tag),
  );
  return page(call, items, tool.id);
}

function page(call: Call, items: readonly LineItem[], toolId: string): Answer {
  const { lms, query } = call;
  const limit = Number(query.get('limit') ?? 0);
  const from = Number(query.get('from') ?? 0);
  const shown = limit > 0 ? items.slice(from, from + limit) : items;
  const json = shown.map((item) => lineItemJson(lms, item, toolId));
  const answer = jsonAnswer(MEDIA_TYPES.lineItemContainer, json);
  return limit > 0 ? { ...answer, headers: { Link: pageLinks(call, items.length) } } : answer;
}

/** Moodle's header is malformed: curly quotes, `&amp;`, and a `last` that is no page's start. */
function pageLinks({ lms, query, ids }: Call, total: number): string {
  const limit = Number(query.get('limit'));
  const from = Number(query.get('from') ?? 0);
  const filters = ['type_id', 'resource_id', 'resource_link_id', 'tag']
    .filter((name) => query.get(name) !== null)
    .map((name) => `${name}=${encodeURIComponent(query.get(name) ?? '')}`);
  const link = (rel: string, start: number) => {
    const parameters = [...filters, `limit=${limit}`, `from=${start}`].join('&amp;');
    return `<${lms.url}/mod/lti/services.php/${ids[0]}/lineitems?${parameters}>; rel=“${rel}”`;
  };
  return [
    link('first', 0),
    ...(from > 0 ? [link('prev', Math.max(from - limit, 0))] : []),
    link('canonical', from),
    ...(from + limit < total ? [link('next', from + limit)] : []),
    link('last', total - limit + 1),
  ].join(', ');
}

/** POST `/{course}/lineitems`: a column of its own, or a further one on a link of the tool. */
export function createLineItem(call: Call): Answer {
  const { state } = call.lms;
  const tool = callingTool(call, WRITE);
  const courseId = knownCourse(call);
  const { raw, resourceLinkId, label, scoreMaximum, resourceId, tag, submissionReview } = sentLineItem(
    call.body,
  );
  const linked = state.activities.some(({ id, toolId }) => id === resourceLinkId && toolId === tool.id);
  if (resourceLinkId !== undefined && !linked) throw new ServiceRefusal(403, 'Forbidden');

  const item: LineItem = {
    id: nextId(state, 'lineItem'),
    courseId,
    kind: 'manual',
    label,
    scoreMaximum,
    locked: false,
  };
  if (resourceId.length > LONGEST_LABEL || tag.length > LONGEST_LABEL) {
    // The column was made before the tool's own fields are: it stays, and nobody owns it.
    state.lineItems.push(item);
    throw new GatewayFailure('resourceId or tag');
  }
  state.lineItems.push({
    ...item,
    toolId: tool.id,
    resourceId,
    tag,
    submissionReview,
    ...(resourceLinkId !== undefined && { activityId: resourceLinkId }),
  });
  return jsonAnswer(MEDIA_TYPES.lineItem, { ...raw, id: lineItemUrl(call.lms, item, tool.id) }, 201);
}

export function readLineItem(call: Call): Answer {
  const tool = callingTool(call, READ);
  return jsonAnswer(MEDIA_TYPES.lineItem, lineItemJson(call.lms, knownLineItem(call, tool.id), tool.id));
}

/** Replaces everything: what is left out is erased. */
export function replaceLineItem(call: Call): Answer {
  const { lms, body } = call;
  const tool = callingTool(call, WRITE);
  const item = knownLineItem(call, tool.id);
  const { raw, label, scoreMaximum, resourceId, tag, submissionReview } = sentLineItem(body);
  if (resourceId.length > LONGEST_LABEL || tag.length > LONGEST_LABEL) {
    throw new GatewayFailure('resourceId or tag');
  }
  changeMaximum(lms.state, item, scoreMaximum);
  Object.assign(item, { label, resourceId, tag, submissionReview });
  return jsonAnswer(MEDIA_TYPES.lineItem, { ...raw, id: lineItemUrl(lms, item, tool.id) });
}

/** Takes even an activity's own column, marks and all, when a content item described it. */
export function removeLineItem(call: Call): Answer {
  const tool = callingTool(call, WRITE);
  const item = knownLineItem(call, tool.id);
  if (item.resourceId === undefined) throw new ServiceRefusal(403, 'Forbidden');
  deleteLineItem(call.lms.state, item.id);
  return { status: 204, reason: 'OK', contentType: 'text/html; charset=utf-8', body: '' };
}

function knownCourse(call: Call): string {
  const id = idAt(call, 0);
  const course = call.lms.state.courses.find((one) => one.id === id);
  if (!course) throw new ServiceRefusal(404, `Not Found: Course ${id} doesn't exist.`);
  return course.id;
}

/** The column that the path names, if the tool can see it. */
export function knownLineItem(call: Call, toolId: string): LineItem {
  const courseId = knownCourse(call);
  const id = idAt(call, 1);
  const item = visibleLineItems(call.lms, courseId, toolId).find((one) => one.id === id);
  if (!item) throw new ServiceRefusal(404, `Not Found: Grade item ${id} doesn't exist`);
  return item;
}
