import { randomBytes, randomUUID } from 'node:crypto';
import type { Config } from './config.js';
import type { ErasurePorts } from './evaluation/eraseLearner.js';
import { EvidenceSweeper } from './evaluation/evidence/evidenceSweeper.js';
import { finishUnfinished } from './evaluation/observation/finishUnfinished.js';
import { readFramework } from './frameworkFile.js';
import { Dispatcher } from './gradebook/dispatcher.js';
import { createLti } from './lti/createLti.js';
import { createAccessTokens } from './lti/services/accessTokens.js';
import { createGradebook } from './lti/services/gradebookClient.js';
import { createPlatformHttp } from './lti/services/platformHttp.js';
import { createRosterService } from './lti/services/rosterService.js';
import { createServiceCalls } from './lti/services/serviceCalls.js';
import { createMediaReader } from './media/createMediaReader.js';
import { openIncomingDirectory } from './media/incomingDirectory.js';
import type { Registrar } from './platform/registrar.js';
import { RosterReader } from './platform/rosterReader.js';
import { projectRoot } from './projectRoot.js';
import { readReadyGrids } from './readyGridsFile.js';
import { repairLog } from './repairLog.js';
import { readScales } from './scalesFile.js';
import { erasurePorts } from './storage/erasure/erasurePorts.js';
import { openEvidenceFiles } from './storage/evidenceFiles.js';
import { checkPulse, closeConnection, openConnection } from './storage/connection.js';
import { isStoreTrouble } from './storage/storeTrouble.js';
import { openStores, type Stores } from './storage/stores.js';
import type { AppServices } from './web/app.js';
import type { Log } from './web/log.js';
import { firstPage } from './web/lti/firstPage.js';

/** Where time, ids and chance come from; tests bring their own. */
export interface World {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
  /** From 0 to 1. */
  readonly random: () => number;
}

const world: World = { now: () => new Date(), newId: randomUUID, randomBytes, random: Math.random };

export interface Services extends AppServices {
  readonly stores: Stores;
  readonly registrar: Registrar;
  readonly dispatcher: Dispatcher;
  readonly evidenceSweeper: EvidenceSweeper;
  readonly erasure: ErasurePorts;
  close(): Promise<void>;
}

const DISPATCHER = { concurrency: 32, concurrencyPerRegistration: 4, leaseSeconds: 120, idleSeconds: 10 };

const SWEEPER = { everySeconds: 60, orphansEverySeconds: 6 * 3600 };

/** A dispatcher that has not looked at its queue for this long is stuck. */
const STUCK_SECONDS = 60;

/**
 * Opens the store and puts every part together. Nothing runs in the background before `dispatcher.start()` and
 * `evidenceSweeper.start()`.
 */
export async function openServices(
  config: Config,
  log: Log,
  { now, newId, ...chance }: World = world,
): Promise<Services> {
  const onError = (err: unknown) => log.error({ err }, 'something failed in the background');
  const repairs = repairLog(log);
  const connection = await openConnection({
    uri: config.mongodbUri,
    dataDirectory: config.dataDirectory,
    now,
    onSlowQuery: (query) => log.warn({ query }, 'a query without an index'),
    onKilled: repairs.killed,
    onError,
  });
  const stores = await openStores(connection, config, repairs.migrated);
  const {
    registrations,
    accessTokens,
    activities,
    evaluations,
    evidence,
    commentBank,
    desks,
    learnerGroups,
    groupJudgements,
    questions,
    selfAssessments,
    grids,
    library,
    keptScales,
    rosters,
    linkAccess,
    launchSessions,
    deliveries,
    journal,
  } = stores;

  const evidenceFiles = await openEvidenceFiles(connection, config);
  const incoming = await openIncomingDirectory(config);
  repairs.uploadsRemoved(incoming.removed);
  const evidenceSweeper = new EvidenceSweeper({ evidence, evidenceFiles, now }, { ...SWEEPER, onError });

  const platformHttp = createPlatformHttp({ demo: config.demo });
  const tokens = createAccessTokens({ http: platformHttp, registrations, store: accessTokens, now, newId });
  const calls = createServiceCalls({ http: platformHttp, registrations, tokens });
  const lti = await createLti({
    ...stores,
    platformHttp,
    url: config.url,
    demo: config.demo,
    now,
    randomBytes: chance.randomBytes,
  });
  const gradebook = createGradebook({ calls, now });
  const dispatcher = new Dispatcher(
    { queue: deliveries, gradebook, activities, now, random: chance.random },
    { ...DISPATCHER, onError },
  );

  async function problems(): Promise<readonly string[]> {
    const store = await checkPulse(connection, now()).then(
      () => [],
      () => ['store'],
    );
    const idle = dispatcher.lookedAt && (now().getTime() - dispatcher.lookedAt.getTime()) / 1000;
    return [...store, ...(idle === undefined || idle > STUCK_SECONDS ? ['dispatcher'] : [])];
  }

  repairs.finished(await finishUnfinished({ activities, evaluations }, onError));
  repairs.waiting(await deliveries.countPending());

  const rosterService = createRosterService({ calls, now });
  const rosterReader = new RosterReader({ rosters, linkAccess, rosterService, now });
  const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', projectRoot));
  const links = { activities, grids, rosters, linkAccess, now, newId };
  return {
    url: config.url,
    trustProxy: config.trustProxy,
    launchesPerMinute: config.launchesPerMinute,
    root: projectRoot,
    log,
    now,
    newId,
    randomBytes: chance.randomBytes,
    framework,
    scales: readScales(new URL('config/scales.json', projectRoot)),
    readyGrids: readReadyGrids(new URL('config/grids/', projectRoot), framework),
    sessions: launchSessions,
    stores,
    activities,
    evaluations,
    evidence,
    evidenceFiles,
    mediaReader: createMediaReader(),
    incomingDirectory: incoming.path,
    commentBank,
    desks,
    learnerGroups,
    groupJudgements,
    questions,
    selfAssessments,
    deliveries,
    journal,
    grids,
    library,
    keptScales,
    rosters,
    tutorLinks: stores.tutorLinks,
    tutorSessions: stores.tutorSessions,
    tutorObservations: stores.tutorObservations,
    codeSeal: stores.codeSeal,
    rosterReader,
    gate: lti.gate,
    keySet: lti.keySet,
    registerDynamically: lti.registerDynamically,
    deepLinkingAnswer: lti.deepLinkingAnswer,
    registrar: lti.registrar,
    firstPage: (session) => firstPage(session, links),
    dispatcher,
    evidenceSweeper,
    erasure: erasurePorts(connection, evidenceFiles),
    wakeDispatcher: () => dispatcher.wake(),
    problems,
    isStoreTrouble,
    async close() {
      await dispatcher.stop();
      await evidenceSweeper.stop();
      await platformHttp.close();
      await incoming.close();
      await closeConnection(connection);
    },
  };
}
