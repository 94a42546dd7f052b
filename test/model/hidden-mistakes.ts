const NAMELESS = ['an unknown type', 'states of an unknown type', 'an order drawn from an unknown type', 'an order drawn over a broken path', 'an unknown entity', 'an unknown field', 'an unknown relation', 'a link by an attribute', 'a rule over an unknown type', 'an unknown member', 'an SLA over an unknown field', 'an unknown quantity of a link']
const OUT_OF_ORDER = ['an order drawn from what never belongs to one', 'a type that never belongs to an order']
const LEADING = ['a kept field whose path breaks off', 'a kept field of its own attribute', 'a kept field whose path goes on beyond an attribute']
const NEVER = ['a condition that is never true', 'conditions that never hold together']
const OF_VOUCHER = ['a scheme of another type', 'a link by a scheme of another type']

/** A mistake that takes away what others are about: what is then not said of those, and why that is right. */
export interface Hiding { readonly mistake: string; readonly why: string; readonly hides: readonly string[] }

/** Every pair of mistakes of which one is not said, or is said elsewhere, as long as the other stands. */
export const HIDDEN: readonly Hiding[] = [
  { mistake: 'YAML that does not parse', why: 'nothing of that file is read', hides: ['canonical states that are no list', 'a time zone nobody knows', 'an offset for a time zone', 'a canonical state nobody listed', 'a canonical state listed twice', 'an unknown state left out'] },
  { mistake: 'no model.yaml', why: 'it lists the canonical states', hides: ['a canonical state nobody listed'] },
  { mistake: 'canonical states that are no list', why: 'nobody knows which there are', hides: ['a canonical state nobody listed', 'an unknown state left out'] },
  { mistake: 'SDL that does not even name a type', why: 'any type and any field of one may be declared there', hides: [...NAMELESS, ...LEADING, 'a field that no claim is about', ...OUT_OF_ORDER, ...OF_VOUCHER, 'an unknown scheme', 'no ORDER'] },
  { mistake: 'SDL that does not parse', why: 'nothing is known of Payment but its name', hides: [...OUT_OF_ORDER, ...OF_VOUCHER, 'an unknown scheme', 'a misspelt @identifier', 'a direction that is none', 'a domain other than the folder’s', 'an unknown member', 'an unknown quantity of a link'] },
  { mistake: 'SDL with a misspelt keyword', why: 'nothing is known of Product but its name', hides: [...OUT_OF_ORDER, 'an unknown scheme', 'a type declared twice', 'an entity field without @relation', '@relation to no entity', '@unit on a text', 'two ORDER types', 'belongs through a product'] },
  { mistake: 'SDL whose brace never closes', why: 'what it declares may have the scheme, or be the way to the order', hides: [...OUT_OF_ORDER, 'an unknown scheme'] },
  { mistake: 'a misspelt @identifier', why: 'its scheme is not known', hides: [...OF_VOUCHER, 'an unknown scheme'] },
  { mistake: 'an @identifier of no scheme', why: 'its scheme is not known', hides: [...OF_VOUCHER, 'an unknown scheme', '@identifier on a number', 'a scheme declared twice', 'a field whose value comes from identifiers'] },
  { mistake: 'a misspelt @relation', why: 'the relation is not known', hides: ['a relationship in lower case', 'belongs through a product', 'a field that no claim is about'] },
  { mistake: 'an entity field without @relation', why: 'a claim may be about that field', hides: ['a field that no claim is about'] },
  { mistake: 'a direction that is none', why: 'the relation that the link or the path follows is not known', hides: ['a link by a scheme of another type', 'a kept field whose path breaks off', 'a kept field whose path goes on beyond an attribute', 'a kept field of another type than its path ends at', 'a kept field that is no list'] },
  { mistake: 'a type declared twice', why: 'the two fields with one scheme come in the other order, and the second is named', hides: ['a scheme declared twice'] },
  { mistake: 'two ORDER types', why: 'Product has the role ORDER, and no other', hides: [...OUT_OF_ORDER, 'belongs through a product'] },
  { mistake: 'two ORDER types', why: 'together they make one type with the role, of a wrong name', hides: ['no ORDER'] },
  { mistake: 'states of an unknown type', why: 'they may be the states that are missed', hides: ['states of one type in two files', 'an order drawn from what never belongs to one', 'a state of a type without states', 'an unknown state in an expression', ...NEVER, 'a source that states no state of it', 'a field that no claim is about'] },
  { mistake: 'states of an unknown type', why: 'nobody knows the fields of that type', hides: ['an SLA over an unknown field'] },
  { mistake: 'a state without a name', why: 'it may be the one named', hides: ['next to nowhere', 'an unreachable state', 'an unknown state in an expression', ...NEVER] },
  { mistake: 'next that is no list', why: 'it may lead to the unreachable one', hides: ['an unreachable state'] },
  { mistake: 'a source without a name', why: 'it may be the one named', hides: ['a state that an unknown source answers for', 'an SLA that names an unknown source', 'a state that a source answers for which never speaks of it', 'a source that states no state of it'] },
  { mistake: 'a yield of nothing', why: 'it may be of any type', hides: ['a state that a source answers for which never speaks of it', 'a link by a scheme of another type', 'a source that states no state of it'] },
  { mistake: 'an unknown entity', why: 'nobody knows whether it has states', hides: ['a state of a type without states'] },
  { mistake: 'an unknown field', why: 'nobody knows its type', hides: ['a truth for a number'] },
  { mistake: 'a link by a scheme of another type', why: 'it is the link by the shared scheme, changed', hides: ['a link by a shared scheme'] },
  { mistake: 'a rule over an unknown type', why: 'nobody knows its members and links', hides: ['an unknown member', 'an unknown quantity of a link'] },
  { mistake: 'a rule that looks at nothing', why: 'nobody knows its members and links', hides: ['an unknown member', 'an unknown quantity of a link'] },
  { mistake: 'a definition without a name', why: 'it is one of the two', hides: ['a definition twice'] },
  { mistake: 'a date without time', why: 'nobody knows when that version begins', hides: ['two versions in force at once', 'a version that ends before it begins'] },
  { mistake: 'a version that ends before it begins', why: 'it is never in force, and it has an end', hides: ['two versions in force at once', 'a retired version without an end'] },
]
