import type { ManualTool } from '../registration/tools.js';
import type { GradeSync } from '../site/state.js';

type Form = Readonly<Record<string, unknown>>;

/** What the form of a manual registration showed, to show it again. */
export interface ManualForm {
  readonly name: string;
  readonly url: string;
  readonly loginUrl: string;
  readonly redirectUris: string;
  readonly keySetUrl: string;
  readonly gradeSync: GradeSync;
  readonly sendName: boolean;
}

export const EMPTY_FORM: ManualForm = {
  name: '',
  url: '',
  loginUrl: '',
  redirectUris: '',
  keySetUrl: '',
  gradeSync: 'columns',
  sendName: true,
};

export type ReadManualTool = { tool: ManualTool } | { problem: string; typed: ManualForm };

export function manualTool(form: Form): ReadManualTool {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '');
  const gradeSync = (['none', 'scores', 'columns'] as const).find((one) => one === text('gradeSync'));
  const typed: ManualForm = {
    name: text('name'),
    url: text('url'),
    loginUrl: text('loginUrl'),
    redirectUris: text('redirectUris'),
    keySetUrl: text('keySetUrl'),
    gradeSync: gradeSync ?? 'none',
    sendName: text('sendName') === 'on',
  };
  const redirectUris = typed.redirectUris.split(/\s+/).filter(Boolean);
  const addresses = [typed.url, typed.loginUrl, typed.keySetUrl, ...redirectUris];
  if (typed.name === '') return { problem: 'Donnez un nom à l’outil.', typed };
  if (redirectUris.length === 0 || !addresses.every((address) => URL.canParse(address))) {
    return { problem: 'Chaque adresse est complète et commence par http:// ou https://.', typed };
  }
  const { name, url, loginUrl, keySetUrl, sendName } = typed;
  return {
    tool: { name, url, loginUrl, redirectUris, keys: { keySetUrl }, gradeSync: typed.gradeSync, sendName },
  };
}
