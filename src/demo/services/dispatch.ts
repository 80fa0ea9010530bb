import type { Service } from '../faults.js';
import { MEDIA_TYPES } from '../vocabulary.js';
import { ServiceRefusal, type Answer } from './answer.js';
import type { Call } from './call.js';
import { createLineItem, listLineItems, readLineItem, removeLineItem, replaceLineItem } from './lineItems.js';
import { readResults } from './results.js';
import { readRoster } from './roster.js';
import { receiveScore } from './scores.js';

interface Resource {
  readonly service: Service;
  readonly path: RegExp;
  readonly formats: readonly string[];
  readonly methods: Readonly<Record<string, (call: Call) => Answer>>;
}

const RESOURCES: readonly Resource[] = [
  {
    service: 'lineItems',
    path: /^\/(\d+)\/lineitems$/,
    formats: [MEDIA_TYPES.lineItemContainer, MEDIA_TYPES.lineItem],
    methods: { GET: listLineItems, POST: createLineItem },
  },
  {
    service: 'lineItems',
    path: /^\/(\d+)\/lineitems\/(\d+)\/lineitem$/,
    formats: [MEDIA_TYPES.lineItem],
    methods: { GET: readLineItem, PUT: replaceLineItem, DELETE: removeLineItem },
  },
  {
    service: 'scores',
    path: /^\/(\d+)\/lineitems\/(\d+)\/lineitem\/scores$/,
    formats: [MEDIA_TYPES.score],
    methods: { POST: receiveScore },
  },
  {
    service: 'results',
    path: /^\/(\d+)\/lineitems\/(\d+)\/lineitem\/results$/,
    formats: [MEDIA_TYPES.resultContainer],
    methods: { GET: readResults },
  },
  {
    service: 'roster',
    path: /^\/CourseSection\/(\d+)\/bindings\/(\d+)\/memberships$/,
    formats: [MEDIA_TYPES.roster],
    methods: { GET: readRoster },
  },
];

/** The service of a path, whatever its media type; faults strike by it. */
export const serviceAt = (path: string): Service =>
  RESOURCES.find((resource) => resource.path.test(path))?.service ?? 'lineItems';

/** Gives a request to its resource. `Accept` must be exactly one of its media types, or hold a star. */
export function dispatch(path: string, call: Omit<Call, 'ids'>): Answer {
  const { method, accept, contentType } = call;
  const reads = method === 'GET';
  const fits = ({ formats }: Resource) => {
    if (reads) return accept === '' || accept.includes('*/*') || formats.includes(accept);
    return method === 'DELETE' || formats.includes(contentType);
  };
  const resource = RESOURCES.find((one) => one.path.test(path) && fits(one));
  if (!resource) {
    const media = reads ? `${accept} ` : ` ${contentType}`;
    throw new ServiceRefusal(400, `No handler found for ${path} ${media}`);
  }
  const handle = resource.methods[method];
  if (!handle) throw new ServiceRefusal(405, 'Method Not Allowed');
  return handle({ ...call, ids: resource.path.exec(path)?.slice(1) ?? [] });
}
