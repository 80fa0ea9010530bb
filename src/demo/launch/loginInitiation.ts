import { activityOf, toolOf, type Lms } from '../lms.js';
import type { LaunchOrder, LmsSession } from '../site/state.js';
import { targetLinkUri } from './targetLinkUri.js';

/** A form that the browser posts at once. */
export interface PostForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Third-party initiated login (LTI core §5.1.1.1) as Moodle 4.5 does it: a POST, and a message hint that the
 * authorization endpoint takes once.
 */
export function initiateLogin(lms: Lms, session: LmsSession, order: LaunchOrder): PostForm {
  const { state, url } = lms;
  const tool = toolOf(state, order.toolId);
  const activity = order.activityId === undefined ? undefined : activityOf(state, order.activityId);
  const number = lms.randomBytes(4).readUInt32BE();
  const launchid = activity
    ? `ltilaunch${activity.id}_${number}`
    : `ltilaunch_ContentItemSelectionRequest${number}`;
  session.launches.set(launchid, order);
  return {
    action: tool.loginUrl,
    fields: {
      iss: url,
      target_link_uri: targetLinkUri(lms, order),
      login_hint: session.userId,
      lti_message_hint: JSON.stringify(
        activity ? { cmid: Number(activity.moduleId), launchid } : { launchid },
      ),
      client_id: tool.clientId,
      lti_deployment_id: tool.id,
    },
  };
}
