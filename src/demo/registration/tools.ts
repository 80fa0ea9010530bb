import { nextId, randomText, toolOf, type Lms } from '../lms.js';
import type { Tool } from '../site/state.js';
import type { ToolSettings } from './toolRegistration.js';

/** What an administrator types; the rest has the values of a tool that may do everything. */
export interface ManualTool {
  readonly name?: string;
  readonly clientId?: string;
  readonly url: string;
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly keys: Tool['keys'];
  readonly custom?: string;
  readonly deepLinking?: boolean;
  readonly gradeSync?: Tool['gradeSync'];
  readonly roster?: boolean;
  readonly sendName?: boolean;
  readonly sendEmail?: boolean;
}

export interface NewTool {
  readonly clientId: string;
  readonly status: Tool['status'];
}

export function addTool(lms: Lms, settings: ToolSettings, { clientId, status }: NewTool): Tool {
  const tool: Tool = { ...settings, id: nextId(lms.state, 'tool'), clientId, status };
  lms.state.tools.push(tool);
  return tool;
}

/** A manual registration is active at once, as in Moodle. */
export function registerToolManually(lms: Lms, manual: ManualTool): Tool {
  const { url, loginUrl, redirectUris, keys, deepLinking = true } = manual;
  const settings: ToolSettings = {
    name: manual.name ?? 'Outil inscrit à la main',
    description: '',
    url,
    loginUrl,
    redirectUris,
    keys,
    custom: manual.custom ?? '',
    gradeSync: manual.gradeSync ?? 'columns',
    roster: manual.roster ?? true,
    sendName: manual.sendName ?? true,
    sendEmail: manual.sendEmail ?? false,
    ...(deepLinking && { deepLinkingUrl: url }),
  };
  return addTool(lms, settings, { clientId: manual.clientId ?? randomText(lms, 15), status: 'active' });
}

function change(lms: Lms, id: string, changed: Partial<Omit<Tool, 'id' | 'clientId'>>): Tool {
  const tool: Tool = { ...toolOf(lms.state, id), ...changed };
  lms.state.tools = lms.state.tools.map((one) => (one.id === id ? tool : one));
  return tool;
}

/** Registering again keeps client id, deployment and status. */
export const updateTool = (lms: Lms, id: string, settings: ToolSettings) => change(lms, id, settings);

export const activateTool = (lms: Lms, id: string) => change(lms, id, { status: 'active' });

export function deleteTool({ state }: Lms, id: string): void {
  state.tools = state.tools.filter((tool) => tool.id !== id);
}
