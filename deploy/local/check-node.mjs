// Runs before anything in TypeScript does, on whatever Node there is.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Tenohira runs on Node 24, which npm brings along on Linux. For ${process.platform} ${process.arch} there is none to bring: install Node 22.18 or newer (this is ${process.versions.node}).`,
  );
  process.exit(1);
}
