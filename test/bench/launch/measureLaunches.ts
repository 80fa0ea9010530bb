import { performance } from 'node:perf_hooks';
import { concurrently } from '../measure/concurrently.js';
import type { BenchPlatform } from '../platform/benchPlatform.js';
import type { LaunchSubject } from './subject.js';

export interface LaunchMeasure {
  readonly cpuMilliseconds: number;
  readonly launchesPerSecond: number;
  readonly residentMegabytes: number;
  readonly keySetFetches: number;
}

/** Launches one after another on each of `width` connections; every figure but memory is for one launch. */
export async function measureLaunches(
  subject: LaunchSubject,
  platform: BenchPlatform,
  load: { count: number; width: number },
): Promise<LaunchMeasure> {
  const fetchesBefore = platform.keySetFetches;
  const before = await subject.process.usage();
  const start = performance.now();
  await concurrently(load.count, load.width, subject.launch);
  const seconds = (performance.now() - start) / 1000;
  const after = await subject.process.usage();
  return {
    cpuMilliseconds: (after.cpuMilliseconds - before.cpuMilliseconds) / load.count,
    launchesPerSecond: load.count / seconds,
    residentMegabytes: after.residentMegabytes,
    keySetFetches: (platform.keySetFetches - fetchesBefore) / load.count,
  };
}
