// @ts-check
// Finding elements, as charsu.js does it: one copy for all scripts.

export const { find, findAll, closest, isComposing, isModified } = charsu;
