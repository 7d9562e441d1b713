/** The media types of a release. The artifact's ends with the version of the format. */
export const mediaTypes = {
  imageManifest: "application/vnd.oci.image.manifest.v1+json",
  imageIndex: "application/vnd.oci.image.index.v1+json",
  plugin: "application/vnd.vial.plugin.v1",
  /** A signature made after the release, which refers to it as its subject. */
  signature: "application/vnd.vial.plugin.signature.v1",
  pluginManifest: "application/vnd.vial.plugin.manifest.v1+json",
  module: "application/wasm",
  fixtures: "application/vnd.vial.plugin.fixtures.v1+json",
  sbom: "application/vnd.cyclonedx+json",
  envelope: "application/vnd.dsse.envelope.v1+json",
} as const;
