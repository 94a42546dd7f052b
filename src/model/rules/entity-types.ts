import type { Rule } from './rule.ts'

/** Every object type is an entity of the domain in whose folder it stands. */
export const entityTypes: Rule = ({ sdl }, report) => {
  for (const type of sdl.declarations) {
    if (!type.isEntity && !type.unreadable.includes('entity')) report('ENTITY_MISSING', type.place, { type: type.name })
    else if (type.isEntity && !type.implementsEntity) report('INTERFACE_MISSING', type.place, { type: type.name })
    if (type.domain !== undefined && type.domain.name !== type.folderDomain) report('DOMAIN_MISMATCH', type.domain.place, { said: type.domain.name, folder: type.folderDomain })
  }
}
