/** The page shows an older version than the store holds: someone makes it follow. */

let task = async () => {};

/** @param {() => Promise<void>} follow what makes every part of the page follow */
export function renewBy(follow) {
  task = follow;
}

/** Let the page follow; done when it has. */
export const renew = () => task();
