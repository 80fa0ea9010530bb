import type { KeptScale } from '../../src/grid/keptScale.js';
import { welcomeGrid } from './activities.js';

/** The welcome grid's scale as Claire Fontaine keeps it, under a name of its own. */
export const keptWelcomeScale = (name = 'Mes quatre degrés'): KeptScale => ({
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  contextTitle: '2de Métiers de la relation client',
  scale: { ...welcomeGrid.scale, id: 'scale-1', name },
  owner: { sub: '7', name: 'Claire Fontaine' },
  visibility: 'private',
  revision: 1,
  createdAt: new Date('2040-01-15T08:00:00Z'),
  updatedAt: new Date('2040-01-15T08:00:00Z'),
});
