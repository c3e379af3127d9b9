// @ts-check
// What an event is about.

/**
 * Return the nearest element around an event's target, or around a node, that matches.
 * @template {Element} T
 * @param {EventTarget | null | undefined} target
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T | null}
 */
export function closest(target, selector, type) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof type ? found : null;
}

/**
 * Whether a click asks for another tab or window.
 * @param {MouseEvent | KeyboardEvent} event
 */
export function isModified(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/**
 * Whether a key belongs to an input method. The one that ends a composition says so only by its code in Safari, where
 * the composition has ended before: https://bugs.webkit.org/show_bug.cgi?id=165004
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;
