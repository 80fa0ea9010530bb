/** What (domain) never imports how (adapters). Domain folders are ordered; adapters never meet. */
const order = ['platform', 'framework', 'grid', 'evaluation', 'gradebook'];
const adapterFolders = ['lti', 'media', 'storage', 'web', 'cli', 'demo'];
const domain = `^src/(${order.join('|')})/`;
const adapters = `^src/(${adapterFolders.join('|')})/`;
const only = (folders, library) => ({
  name: `only-${folders.join('-and-')}-knows-${library}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folders.join('|')})/` },
  to: { path: `node_modules/(@types/)?${library}/` },
});

module.exports = {
  forbidden: [
    { name: 'domain-knows-no-adapter', severity: 'error', from: { path: domain }, to: { path: adapters } },
    {
      name: 'domain-knows-no-library',
      severity: 'error',
      from: { path: domain },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    ...order.slice(0, -1).map((folder, i) => ({
      name: `${folder}-comes-first`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${order.slice(i + 1).join('|')})/` },
    })),
    ...adapterFolders.map((folder) => ({
      name: `${folder}-meets-no-other-adapter`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: adapters, pathNot: `^src/${folder}/` },
    })),
    only(['storage'], 'mongoose'),
    only(['storage'], 'better-sqlite3'),
    only(['lti'], 'ltijs'),
    only(['media'], 'sharp'),
    only(['media'], 'file-type'),
    only(['web'], 'multer'),
    only(['web', 'demo'], 'express'),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-drawer',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|lib|misc)(/|\\.ts$)', pathNot: 'node_modules' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
