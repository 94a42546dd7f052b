/**
 * The browser's store under a name of its own for each set of examples. All worlds are served at the same address in turn,
 * and one that opened with the tabs of another would ask questions its schema does not know.
 */
export const worldStorage = (world: string) => {
  const prefix = `${world}:`
  const ours = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  return {
    get length() {
      return ours().length
    },
    getItem: (key: string) => localStorage.getItem(prefix + key),
    setItem: (key: string, value: string) => localStorage.setItem(prefix + key, value),
    removeItem: (key: string) => localStorage.removeItem(prefix + key),
    clear: () => ours().forEach((key) => localStorage.removeItem(key)),
  }
}
