#!/usr/bin/env node
import { readConfig } from '../config.js';
import { createLog } from '../log.js';
import { openServices } from '../services.js';
import { runCli } from './runCli.js';

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readConfig: () => readConfig(process.env),
  // What goes wrong is told on standard error, not logged among the answer.
  openServices: (config) => openServices(config, createLog('silent')),
});
