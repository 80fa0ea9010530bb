// Preloaded into every measured program, which itself stays as it is: tells its parent what it has used.
import process from 'node:process';

process.on('message', (question) => {
  if (question !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicroseconds: user + system, residentBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
// The measured program ends when it wants to, not when its parent stops asking.
process.channel?.unref();
