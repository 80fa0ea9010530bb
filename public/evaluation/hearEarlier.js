/**
 * Tells the listeners of a form, by an `input` event each, of fields that were changed before they listened: scripts
 * come late on a slow network. For forms that no browser fills in again by itself (`autocomplete="off"`).
 */
export function hearEarlier(form) {
  for (const field of [...form.elements].filter(isChanged))
    field.dispatchEvent(new Event('input', { bubbles: true }));
}

function isChanged(field) {
  if (field.type === 'radio') return field.checked && !field.defaultChecked;
  if (field.type === 'checkbox') return field.checked !== field.defaultChecked;
  if (field.type === 'hidden' || field.type === 'file' || field.defaultValue === undefined) return false;
  return field.value !== field.defaultValue;
}
