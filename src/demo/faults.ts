/** Where a fault of the network or the server strikes. */
export type Service = 'keys' | 'token' | 'lineItems' | 'scores' | 'results' | 'roster';

/** Faults of one answer, in the order in which they strike. */
const ANSWER_FAULTS = [
  'slow',
  'hang',
  'reset',
  'serverError',
  'tooManyRequests',
  'unauthorized',
  'lostAnswer',
] as const;

/** Faults of the LMS's settings, of the gradebook and of the key set. */
const CONDITION_FAULTS = [
  'goneColumn',
  'locked',
  'noNames',
  'noGradeService',
  'noColumnManagement',
  'noLineItemClaim',
  'noRoster',
  'keysHuge',
  'keysNotJson',
  'keysRedirect',
] as const;

export const FAULT_NAMES = [...ANSWER_FAULTS, ...CONDITION_FAULTS] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

export interface FaultSetting {
  /** Every service but the key set when absent; of no meaning to conditions. */
  readonly on?: readonly Service[];
  /** How often it strikes before it goes away; for ever when absent. */
  readonly times?: number;
  /** Of `slow`; 2,000 when absent. */
  readonly delayMs?: number;
  /** Of `tooManyRequests`; 2 when absent. */
  readonly retryAfterSeconds?: number;
}

export type Faults = Map<FaultName, FaultSetting>;

const SERVICES: readonly Service[] = ['token', 'lineItems', 'scores', 'results', 'roster'];

/** Switches a fault on (`true` or a setting) or off. */
export function setFault(faults: Faults, name: FaultName, setting: FaultSetting | boolean): void {
  if (setting === false) faults.delete(name);
  else faults.set(name, setting === true ? {} : setting);
}

/** The fault that strikes an answer now, if any; it is counted. */
export function strike(faults: Faults, name: FaultName, service: Service): FaultSetting | undefined {
  const setting = faults.get(name);
  if (!setting || !(setting.on ?? SERVICES).includes(service)) return undefined;
  if (setting.times !== undefined) {
    if (setting.times <= 1) faults.delete(name);
    else faults.set(name, { ...setting, times: setting.times - 1 });
  }
  return setting;
}
