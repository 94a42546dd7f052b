import { userInfo } from 'node:os'

/** Who acts, where nobody else is named. */
export const actorOf = ({ actor }: { readonly actor?: string }): string => actor ?? userInfo().username
