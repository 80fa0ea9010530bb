// Preloaded into the tool (with --expose-gc), which itself stays as it is: tells its parent what its heap holds.
import process from 'node:process';
import { getHeapStatistics, writeHeapSnapshot } from 'node:v8';

const heap = () => {
  const { used_heap_size: heapBytes, number_of_native_contexts: contexts } = getHeapStatistics();
  return { heapBytes, contexts, residentBytes: process.memoryUsage.rss() };
};

process.on('message', (question) => {
  if (question !== 'heap' && question !== 'snapshot') return;
  globalThis.gc();
  globalThis.gc();
  process.send(
    question === 'heap'
      ? heap()
      : { file: writeHeapSnapshot(`${process.env['ATTENDUS_DATA_DIR']}/${process.pid}.heap`) },
  );
});
