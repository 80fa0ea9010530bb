// Preloaded into the tool (with --expose-gc), which itself stays as it is: tells its parent what its heap holds.
import process from 'node:process';
import { getHeapStatistics } from 'node:v8';

process.on('message', (question) => {
  if (question !== 'heap') return;
  globalThis.gc();
  globalThis.gc();
  const { used_heap_size: heapBytes, number_of_native_contexts: contexts } = getHeapStatistics();
  process.send({ heapBytes, contexts, residentBytes: process.memoryUsage.rss() });
});
