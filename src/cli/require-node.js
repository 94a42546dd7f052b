// Plain JavaScript, and imported before anything else: an older Node cannot read a .ts file, and without this line it would
// only say "Unknown file extension". npm brings the right Node as a package; where its install script was blocked,
// `node` quietly means the machine's own.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `This program needs Node 22.22 or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'npm brings one along: run it through npm (`npm start`, `npm test`, `npx osl`). If that is what you did, the install script of\n' +
      'the package `node` was blocked; `npm rebuild node` runs it.\n',
  )
  process.exit(2)
}
