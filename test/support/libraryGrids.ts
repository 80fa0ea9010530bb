import type { LibraryGrid } from '../../src/grid/libraryGrid.js';

/** Claire Fontaine's own welcome grid, made in the course of the welcome activity. */
export const welcomeLibraryGrid: LibraryGrid = {
  id: 'grid-1',
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  contextTitle: '2de Métiers de la relation client',
  title: 'Accueil physique',
  outline: { criteria: 2, competencyCodes: ['1.1'], purpose: 'formative' },
  owner: { sub: '7', name: 'Claire Fontaine' },
  visibility: 'private',
  versionId: 'grid-1@1',
  versionNumber: 1,
  createdAt: new Date('2040-01-15T08:00:00Z'),
  updatedAt: new Date('2040-01-15T08:00:00Z'),
};
