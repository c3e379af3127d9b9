// @ts-check

/**
 * Call the action a while after the last request only: browsers refuse an address that changes with each movement.
 * @param {() => void} action
 */
export function seldom(action) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, 250);
  };
}
