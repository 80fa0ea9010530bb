import type { Lms } from '../lms.js';
import { PATHS } from '../site/addresses.js';
import { EMPTY_FORM, type ManualForm } from './manualToolForm.js';

export interface FailedRegistration {
  readonly problem: string;
  readonly typed: ManualForm;
}

const GRADE_SYNC = {
  none: 'aucun échange de notes',
  scores: 'envoi et lecture des notes',
  columns: 'envoi, lecture et gestion des colonnes',
} as const;

/** Everything views/demo/tools.ejs may use. */
export function toolsPage({ url, state }: Lms, failed?: FailedRegistration) {
  return {
    tools: state.tools.map((tool) => ({
      id: tool.id,
      name: tool.name,
      url: tool.url,
      clientId: tool.clientId,
      pending: tool.status === 'pending',
      gradeSync: GRADE_SYNC[tool.gradeSync],
      names: tool.sendName ? 'noms transmis' : 'noms non transmis',
      activate: `/outils/${tool.id}/activation`,
      remove: `/outils/${tool.id}/suppression`,
    })),
    platform: [
      { label: 'Plateforme (issuer)', value: url },
      { label: 'Autorisation OIDC', value: `${url}${PATHS.authorization}` },
      { label: 'Jetons d’accès', value: `${url}${PATHS.token}` },
      { label: 'Clés publiques', value: `${url}${PATHS.keys}` },
    ],
    gradeSyncs: Object.entries(GRADE_SYNC).map(([value, label]) => ({ value, label })),
    form: failed?.typed ?? EMPTY_FORM,
    problem: failed?.problem ?? '',
  };
}
